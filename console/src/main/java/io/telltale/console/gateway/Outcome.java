package io.telltale.console.gateway;

/** How a forwarded call ended; each is one value of the metric's tag {@code outcome}. */
enum Outcome {
    /** The service's answer reached the caller whole, whatever its status. */
    ANSWERED,
    /** The service could not be reached, was silent for too long, or broke off. */
    UNAVAILABLE,
    /** The body was larger than the gateway forwards. */
    TOO_LARGE,
    /** The caller went away first. */
    ABANDONED
}
