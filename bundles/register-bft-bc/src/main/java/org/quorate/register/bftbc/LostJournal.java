package org.quorate.register.bftbc;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.register.bftbc.Phase.Next;

/**
 * A write met an open entry of its own client that the journal does not know. The newest version,
 * read and completed, has a write certificate; if that covers the entry the write can go on, with
 * the timestamp it has: it may be certified at that one already, and must never be at two.
 *
 * @param unknown the latest such entry's timestamp
 */
record LostJournal(Writing writing, Preparation preparation, Timestamp unknown)
    implements Completion {

  static LostJournal of(
      Writing writing, Preparation preparation, Collection<PrepareEntry> unknown) {
    Timestamp latest =
        unknown.stream().map(PrepareEntry::ts).max(Comparator.naturalOrder()).orElseThrow();
    return new LostJournal(writing, preparation, latest);
  }

  @Override
  public @Nullable WriterJournal journal() {
    return null;
  }

  @Override
  public Next completed(PreparedVersion prepared, Value value, WrittenVersion written) {
    boolean covered = unknown.isAtMost(written.ts());
    boolean admitted = preparation.version().ts().isAfter(unknown) && writing.mode() != Mode.STRONG;
    return covered && admitted
        ? Next.enter(
            new SignPreparePhase(
                writing.after(written),
                new Preparation(preparation.predecessor(), preparation.version(), written)))
        : EndPhase.failed(
            "this client's journal for the register was lost: replicas hold an unfinished write of"
                + " it, at "
                + unknown
                + (covered
                    ? ", which is now known to be over. Write again"
                    : ". Write again when another client has written after that")
                + "; this write may or may not take effect",
            writing.finished(written));
  }

  @Override
  public Next refused(String reasons) {
    return EndPhase.failed("reading, to recover a lost journal, was refused by " + reasons, null);
  }
}
