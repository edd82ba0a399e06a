package io.telltale.simulator.fleet;

import io.telltale.simulator.signal.MachineKind;
import io.telltale.simulator.signal.Metric;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.NewProfile;
import io.telltale.simulator.stack.RegistryClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fleet in the registry: its profiles, its devices and their tokens. Blocking; guarded by itself. */
final class FleetLogins {

    private final RegistryClient registry;
    private final Optional<TokenFile> file;
    private final Map<String, DeviceLogin> known = new LinkedHashMap<>();

    FleetLogins(RegistryClient registry, Optional<TokenFile> file) {
        this.registry = registry;
        this.file = file;
        file.ifPresent(kept -> known.putAll(kept.read()));
    }

    /** Those whose tokens are not kept: they are here for the first time. */
    synchronized Set<Member> newcomers(List<Member> members) {
        return members.stream()
                .filter(member -> !known.containsKey(member.name()))
                .collect(Collectors.toSet());
    }

    /** A login for each; members whose token was kept are not registered again. */
    synchronized List<DeviceLogin> of(List<Member> members) {
        List<Member> unknown = members.stream()
                .filter(member -> !known.containsKey(member.name()))
                .toList();
        if (!unknown.isEmpty()) {
            for (MachineKind kind : MachineKind.values()) {
                registry.createProfile(profile(kind));
            }
            provision(unknown);
        }
        return members.stream().map(member -> login(member.name())).toList();
    }

    /** A fresh token for a member whose old one is refused. */
    synchronized DeviceLogin renew(Member member) {
        provision(List.of(member));
        return login(member.name());
    }

    private void provision(List<Member> members) {
        registry.provision(members.stream().map(Member::registration).toList())
                .forEach(login -> known.put(login.name(), login));
        file.ifPresent(kept -> kept.write(known.values()));
    }

    private DeviceLogin login(String name) {
        DeviceLogin login = known.get(name);
        if (login == null) {
            throw new CannotRunException("the registry gave no token for " + name);
        }
        return login;
    }

    private static NewProfile profile(MachineKind kind) {
        Map<String, NewProfile.Metric> metrics = new LinkedHashMap<>();
        for (Metric metric : kind.metrics()) {
            metrics.put(metric.name(), new NewProfile.Metric(metric.unit(), metric.min(), metric.max()));
        }
        return new NewProfile(kind.word(), kind.title(), metrics);
    }
}
