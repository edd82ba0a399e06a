/**
 * Detection over files instead of the stream, by the very detectors of the service.
 * {@link io.telltale.anomaly.replay.DetectCommand} is the front page; no server is needed.
 */
@NullMarked
package io.telltale.anomaly.replay;

import org.jspecify.annotations.NullMarked;
