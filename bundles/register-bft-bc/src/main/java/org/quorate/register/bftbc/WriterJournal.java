package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Value;

/**
 * What a client remembers about a register it writes.
 *
 * @param last its last write, with the write certificate; null if there was none
 * @param pending its unfinished write; null if there is none
 */
record WriterJournal(@Nullable WrittenVersion last, @Nullable Pending pending) {
  /**
   * A write, as far as it may have left traces. At most one of the stages is there, since from
   * either one on the write keeps its timestamp.
   *
   * @param preparation what a PREPARE may have carried; its signature is made anew on resumption,
   *     since it binds the epoch
   * @param consented what an optimistic WRITE may have carried
   */
  record Pending(
      Value value, @Nullable Preparation preparation, @Nullable PreparedVersion consented) {
    Pending {
      if (preparation != null && consented != null) {
        throw new IllegalArgumentException("a write goes one way only");
      }
    }
  }
}
