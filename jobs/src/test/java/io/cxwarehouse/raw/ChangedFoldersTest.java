package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which folders are looked at again next time, although they do not change. */
class ChangedFoldersTest {
  private static final Landing NONE =
      new Landing("/landing", LocalDate.of(2026, 3, 6), List.of(), List.of(), List.of(), List.of());

  /** It would have stood before the other, and could not be read: the other is its copy by now. */
  @Test
  void copiesOfAContentThatCouldNotBeReadAreLookedAtAgain() {
    KnownFile early = knownFile("2026-03-01", null, Status.REFUSED);
    KnownFile late = knownFile("2026-03-05", "x", Status.DUPLICATE);
    KnownFile other = knownFile("2026-03-04", "y", Status.DUPLICATE);
    List<FileOutcome> became =
        List.of(
            new FileOutcome(early, 0, 0, 0, Reason.UNREADABLE, "locked"),
            new FileOutcome(late, 0, 0, 0, null, "has the bytes of the early one"));
    Set<String> folders =
        ChangedFolders.unsettled(
            NONE, List.of(), KnownFiles.of(List.of(early, late, other)), Set.of("x"), became);
    assertThat(folders).containsExactly("crm/contact/2026-03-05");
  }

  @Test
  void foldersOfHeirsAreLookedAtAgain() {
    KnownFile heir = knownFile("2026-03-05", "x", Status.DUPLICATE);
    assertThat(
            ChangedFolders.unsettled(
                NONE, List.of(heir), KnownFiles.of(List.of(heir)), Set.of(), List.of()))
        .containsExactly("crm/contact/2026-03-05");
  }

  private static KnownFile knownFile(String date, String fileId, Status status) {
    return new KnownFile(
        "crm",
        "contact",
        "",
        LocalDate.parse(date),
        "crm/contact/" + date + "/a",
        1,
        1,
        "",
        fileId,
        fileId,
        status,
        "shape");
  }
}
