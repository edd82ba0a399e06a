package io.telltale.testkit;

import io.telltale.testkit.Timescale.Database;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension ({@code @ExtendWith(RealServers.class)}) that gives {@link NatsServer}, {@link Timescale}, {@link MqttBroker}, {@link
 * AlertmanagerServer} and a fresh {@link Database} as parameters of constructors, life-cycle methods and tests. Servers are shared unless marked {@link Own}.
 */
public final class RealServers implements ParameterResolver {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(RealServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class || RealServer.class.isAssignableFrom(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        boolean own = parameter.isAnnotated(Own.class);
        if (type == Database.class) {
            return Timescale.shared().createDatabase();
        }
        RealServer server = own ? own(type) : shared(type);
        if (own) {
            test.getStore(STORE).put(server, server);
        }
        return server;
    }

    private static RealServer shared(Class<?> type) {
        if (type == NatsServer.class) {
            return NatsServer.shared();
        }
        if (type == AlertmanagerServer.class) {
            return AlertmanagerServer.shared();
        }
        return type == Timescale.class ? Timescale.shared() : MqttBroker.shared();
    }

    private static RealServer own(Class<?> type) {
        if (type == NatsServer.class) {
            return NatsServer.own();
        }
        if (type == AlertmanagerServer.class) {
            return AlertmanagerServer.own();
        }
        return type == Timescale.class ? Timescale.own() : MqttBroker.own();
    }
}
