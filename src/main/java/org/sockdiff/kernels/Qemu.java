// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.sys.EnvironmentException;

/**
 * A kernel image under QEMU: by KVM where that works, else emulated. The kernel must have NVMe,
 * ext4 and the serial port built in, as Debian's cloud kernels have.
 *
 * @param kernel the image, or the version of one that {@code sockdiff kernels get} fetched
 */
record Qemu(String name, String kernel) implements Guest {
  private static final String MEMORY = "1024";
  private static final long RECORD_DISK = 1L << 30;
  private static final int SECTOR = 512;

  @Override
  public List<Launch> launches(Place place) throws IOException {
    Path qemu =
        Tools.find("qemu-system-x86_64", "apt-get install --no-install-recommends qemu-system-x86");
    Path image = image(place);
    Path root = new GuestImage(place).file();
    Path plan = padded(place);
    List<Launch> launches = new ArrayList<>();
    if (Files.isWritable(Path.of("/dev/kvm"))) {
      launches.add(
          launch(place, qemu, image, root, plan, List.of("-accel", "kvm", "-cpu", "host")));
    }
    // Without cx16: QEMU 7.2 emulates cmpxchg16b wrongly enough to crash 6.12 (measured).
    launches.add(
        launch(
            place,
            qemu,
            image,
            root,
            plan,
            List.of("-accel", "tcg,thread=multi", "-cpu", "max,-cx16")));
    return launches;
  }

  private Launch launch(
      Place place, Path qemu, Path image, Path root, Path plan, List<String> how) {
    List<String> command = new ArrayList<>(List.of(qemu.toString()));
    command.addAll(how);
    command.addAll(
        List.of(
            "-smp",
            "2",
            "-m",
            MEMORY,
            "-nographic",
            "-no-reboot",
            "-nodefaults",
            "-net",
            "none",
            "-serial",
            "stdio",
            "-monitor",
            "none"));
    command.addAll(List.of("-kernel", image.toString(), "-append", commandLine(place)));
    command.addAll(drive(root, 0, "on"));
    command.addAll(drive(plan, 1, "on"));
    command.addAll(drive(place.directory().resolve("record.img"), 2, "off"));
    return new Launch(
        command,
        Optional.empty(),
        place.console(),
        place.directory().resolve("record.img"),
        RECORD_DISK,
        true,
        how.contains("kvm") ? "KVM internal error" : "Kernel panic");
  }

  private static String commandLine(Place place) {
    return "console=ttyS0 quiet panic=-1 random.trust_cpu=on root=/dev/nvme0n1 rootfstype=ext4 ro"
        + " init=/init sockdiff.plan="
        + place.plan().toFile().length();
  }

  private static List<String> drive(Path file, int number, String readOnly) {
    String id = "d" + number;
    return List.of(
        "-drive",
        "file="
            + file.toString().replace(",", ",,")
            + ",if=none,format=raw,cache=unsafe,readonly="
            + readOnly
            + ",id="
            + id,
        "-device",
        "nvme,drive=" + id + ",serial=" + id);
  }

  /** The plan as a disk: whole sectors. */
  private static Path padded(Place place) throws IOException {
    byte[] plan = Files.readAllBytes(place.plan());
    byte[] disk = java.util.Arrays.copyOf(plan, (plan.length / SECTOR + 1) * SECTOR);
    return Files.write(place.directory().resolve("plan.img"), disk);
  }

  private Path image(Place place) throws IOException {
    Path file = Path.of(kernel);
    if (Files.isRegularFile(file)) {
      KernelImage.check(file);
      return file.toAbsolutePath();
    }
    return new KernelCache(place.cache())
        .find(kernel)
        .orElseThrow(
            () ->
                new EnvironmentException(
                    "there is no kernel image " + kernel,
                    "sockdiff kernels get " + kernel + ", or name the file of one"));
  }
}
