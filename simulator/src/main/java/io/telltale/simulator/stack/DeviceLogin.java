package io.telltale.simulator.stack;

/** What a device shows at CONNECT. Printed without its token. */
public record DeviceLogin(String name, String tenant, String token) {

    /** The MQTT user name, {@code device@tenant}. */
    public String username() {
        return name + '@' + tenant;
    }

    @Override
    public String toString() {
        return username();
    }
}
