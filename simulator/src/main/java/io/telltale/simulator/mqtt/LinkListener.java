package io.telltale.simulator.mqtt;

/** Hears what becomes of a link and its messages. Called on the link's event loop; must not block. */
public interface LinkListener {

    /** The link is open (again), and what was unacknowledged has been sent again. */
    void connected(DeviceLink link);

    /**
     * The message published with {@code tag} was acknowledged: PUBACK at QoS 1, PUBCOMP at QoS 2, written to the socket at QoS
     * 0. There is room in the window again.
     */
    void acknowledged(DeviceLink link, long tag);

    /** The server refused the message for good; {@code reason} is the MQTT 5 reason code. There is room again. */
    void refused(DeviceLink link, long tag, int reason);

    /** The connection broke or could not be made; the link goes on trying. */
    void interrupted(DeviceLink link, Interruption interruption);

    /**
     * Why a link is down.
     *
     * @param loginRefused whether the server did not accept user name and password, which trying again will not mend
     * @param reason for people
     */
    record Interruption(boolean loginRefused, String reason) {}
}
