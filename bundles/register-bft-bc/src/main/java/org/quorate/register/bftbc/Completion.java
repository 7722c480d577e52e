package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.register.bftbc.Phase.Next;

/** What follows once some version has a write certificate. */
interface Completion {
  /** For whose sake. */
  Writing writing();

  default ClientSetting<WriterJournal> setting() {
    return writing().setting();
  }

  /** How the journal stands while the certificate is sought; null for no change. */
  @Nullable WriterJournal journal();

  Next completed(PreparedVersion prepared, Value value, WrittenVersion written);

  Next refused(String reasons);

  /** The version is what this client writes, and the write is then done. */
  record Done(Writing writing, @Nullable WriterJournal journal) implements Completion {
    @Override
    public Next completed(PreparedVersion prepared, Value value, WrittenVersion written) {
      return EndPhase.returned(prepared.version(), value, writing.finished(written));
    }

    @Override
    public Next refused(String reasons) {
      return EndPhase.failed("WRITE was refused by " + reasons, null);
    }
  }

  /** BFT-BC, strong protocol: the version is what this client's write builds on. */
  record Foundation(Writing writing) implements Completion {
    @Override
    public WriterJournal journal() {
      return writing.started();
    }

    @Override
    public Next completed(PreparedVersion prepared, Value value, WrittenVersion written) {
      return writing.prepareAfter(prepared, written);
    }

    @Override
    public Next refused(String reasons) {
      return writing.refusedBeforePrepare(reasons);
    }
  }
}
