// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;

/** What relates a device's values to each other. */
final class DeviceCheck {
  private final String file;
  private final Device device;
  private final Diagnostics diagnostics;

  /** What each port is used for, by {@link PortRef#index()}. */
  private final Map<Integer, String> uses = new HashMap<>();

  private DeviceCheck(String file, Device device, Diagnostics diagnostics) {
    this.file = file;
    this.device = device;
    this.diagnostics = diagnostics;
  }

  static void check(String file, Device device, Diagnostics diagnostics) {
    DeviceCheck check = new DeviceCheck(file, device, diagnostics);
    check.calibration();
    check.links();
    check.ports();
    check.crosstalk();
    if (!diagnostics.hasErrors()) {
      check.waysOut();
    }
  }

  private void calibration() {
    for (Unit unit : device.units()) {
      calibration(unit, Side.UP, unit.up());
      calibration(unit, Side.LO, unit.lo());
    }
  }

  private void calibration(Unit unit, Side side, Arm arm) {
    String place = "%s: unit '%s'".formatted(file, unit.id());
    if (!arm.increases()) {
      diagnostics.error(
          place,
          Code.PHOTON_005,
          "phase of arm '%s' does not grow with the current: rho2 is %s, rho3 is %s"
              .formatted(side, arm.rho2(), arm.rho3()),
          "rho2 must be above 0 (or 0 with rho3 above 0)");
    } else if (arm.reach() < device.fullScale()) {
      diagnostics.error(
          place,
          Code.PHOTON_005,
          String.format(
              Locale.ROOT,
              "arm '%s' reaches a phase of %.4g rad, full scale is %.4g rad",
              side,
              arm.reach(),
              device.fullScale()),
          "check the sign and size of rho3, or lower dac.fullScale");
    }
  }

  private void links() {
    for (Link link : device.links()) {
      String text = "link " + device.text(link.a()) + " - " + device.text(link.b());
      if (link.a().equals(link.b())) {
        diagnostics.error(file, Code.PHOTON_003, text + " joins a port to itself");
      } else {
        use(link.a(), text);
        use(link.b(), text);
      }
    }
  }

  private void ports() {
    Map<String, PortRef> names = new HashMap<>();
    for (ExternalPort port : device.ports()) {
      PortRef before = names.putIfAbsent(port.name(), port.at());
      if (before != null) {
        diagnostics.error(
            file,
            Code.PHOTON_004,
            "port name '%s' is given twice, to %s and to %s"
                .formatted(port.name(), device.text(before), device.text(port.at())));
      }
      use(port.at(), "external port '" + port.name() + "'");
    }
  }

  private void use(PortRef port, String what) {
    String before = uses.putIfAbsent(port.index(), what);
    if (before != null) {
      diagnostics.error(
          "%s: unit '%s'".formatted(file, device.units().get(port.unit()).id()),
          Code.PHOTON_003,
          "port %s is used twice, by %s and by %s".formatted(port.port(), before, what));
    }
  }

  private void crosstalk() {
    Map<List<ArmRef>, Crosstalk.Pair> seen = new HashMap<>();
    for (Crosstalk.Pair pair : device.crosstalk().pairs()) {
      String text = text(pair.from()) + " to " + text(pair.to());
      if (pair.from().equals(pair.to())) {
        diagnostics.error(file, Code.PHOTON_005, "crosstalk from " + text + " is of one arm");
      } else if (seen.putIfAbsent(List.of(pair.from(), pair.to()), pair) != null) {
        diagnostics.error(file, Code.PHOTON_005, "crosstalk from " + text + " is given twice");
      }
    }
  }

  private String text(ArmRef arm) {
    return device.units().get(arm.unit()).id() + "." + arm.side();
  }

  private void waysOut() {
    boolean[] reaches = WaysOut.ofExternalPorts(device);
    for (int i = 0; i < reaches.length; i++) {
      if (!reaches[i]) {
        ExternalPort port = device.ports().get(i);
        diagnostics.error(
            "%s: port '%s'".formatted(file, port.name()),
            Code.PHOTON_004,
            "light that enters at " + device.text(port.at()) + " reaches no other external port",
            "add the missing links or ports, or leave this port out");
      }
    }
  }
}
