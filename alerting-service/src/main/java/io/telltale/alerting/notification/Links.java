package io.telltale.alerting.notification;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where people find more: the console and its pages. */
record Links(String console) {

    Links(URI console) {
        this(console.toString().replaceFirst("/+$", ""));
    }

    /** The page of the device that an alert is about. */
    String of(Told told) {
        String device = told.alert().series().device();
        return console + "/#/devices/"
                + URLEncoder.encode(device, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
