package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {
  @TempDir Path root;

  @Test
  void nobodyElseMayLookIntoItAndItGoes() throws IOException {
    Path parent = root.resolve("warehouse/_cxw_tmp");
    SpillFolder one = SpillFolder.below(List.of(parent));
    SpillFolder two = SpillFolder.below(List.of(parent));
    for (Path path : List.of(parent, one.path(), two.path())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
    }
    Files.writeString(Files.createDirectories(one.path().resolve("a/b")).resolve("c"), "a row");
    one.remove();
    assertThat(names(parent)).hasSize(2).allMatch(name -> name.startsWith(name(two)));
    two.remove();
    assertThat(names(parent)).isEmpty();
  }

  @Test
  void whatADeadProcessLeftIsRemovedAndWhatALivingOneHoldsStays() throws Exception {
    Path parent = root.resolve("_cxw_tmp");
    SpillFolder here = SpillFolder.below(List.of(parent));
    Path left = Files.createDirectories(parent.resolve("left/blockmgr-1"));
    Files.writeString(left.resolve("shuffle_0_0_0.data"), "a row");
    Files.createFile(parent.resolve("left.lock"));
    SpillFolder.below(List.of(parent)).remove();
    assertThat(names(parent)).hasSize(2).allMatch(name -> name.startsWith(name(here)));
    // A lock of this process: another one finds it held.
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SpillFolderTest.class.getName(),
                parent.toString())
            .inheritIO()
            .start();
    assertThat(other.waitFor()).isZero();
    assertThat(names(parent)).hasSize(2).allMatch(name -> name.startsWith(name(here)));
    here.remove();
  }

  /** The other process. */
  public static void main(String[] arguments) {
    SpillFolder.below(List.of(Path.of(arguments[0]))).remove();
  }

  @Test
  void whereItCannotBeTheNextPlaceIsTaken() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    SpillFolder folder =
        SpillFolder.below(List.of(file.resolve("_cxw_tmp"), root.resolve("tmp/mine")));
    assertThat(folder.path().getParent()).isEqualTo(root.resolve("tmp/mine"));
    folder.remove();
  }

  private static String name(SpillFolder folder) {
    return folder.path().getFileName().toString();
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
