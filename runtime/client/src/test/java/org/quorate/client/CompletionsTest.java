package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;

class CompletionsTest {
  private static final OperationResult RESULT =
      new OperationResult(
          new Version(Timestamp.GENESIS, Value.ABSENT.hash()), Value.ABSENT, 1, List.of());

  private final Completions<Request, Reply, Object> completions = new Completions<>();

  private Begin<Request, Reply, Object> expected(long deadlineNanos) {
    Begin<Request, Reply, Object> begin =
        new Begin<>(Kind.READ, new Key("k"), (nonce, known) -> null, deadlineNanos);
    completions.expect(begin);
    return begin;
  }

  @Test
  void nobodyIsToldBeforeTheDelivery() {
    Begin<Request, Reply, Object> read = expected(10);
    Begin<Request, Reply, Object> other = expected(10);
    completions.returned(read, RESULT);
    completions.failed(other, Reason.REFUSED, "no");
    assertThat(read.result).isNotDone();
    assertThat(other.result).isNotDone();

    completions.deliver();
    assertThat(read.result).isCompletedWithValue(RESULT);
    assertThatThrownBy(other.result::join)
        .cause()
        .hasMessage("no")
        .extracting(e -> ((RegisterException) e).reason())
        .isEqualTo(Reason.REFUSED);
  }

  @Test
  void whatHadEndedCanStillFail() {
    Begin<Request, Reply, Object> read = expected(10);
    completions.returned(read, RESULT);
    completions.failAll(Reason.REFUSED, "not durable");
    assertThat(read.result).isNotDone();
    completions.deliver();
    assertThat(read.result).isCompletedExceptionally();
    assertThatThrownBy(read.result::join).cause().hasMessage("not durable");
  }

  @Test
  void theEarliestDeadlinePassesFirst() {
    Begin<Request, Reply, Object> late = expected(30);
    Begin<Request, Reply, Object> early = expected(10);

    assertThat(completions.nextDeadlineNanos()).isEqualTo(10);
    assertThat(completions.takeOverdue(9)).isNull();
    assertThat(completions.takeOverdue(30)).isSameAs(early);
    assertThat(completions.takeOverdue(30)).isSameAs(late);
    assertThat(completions.takeOverdue(30)).isNull();
    assertThat(completions.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatHasEndedOrIsForgottenIsNotOverdue() {
    completions.returned(expected(10), RESULT);
    completions.failed(expected(10), Reason.REFUSED, "no");
    completions.forget(expected(10));
    assertThat(completions.takeOverdue(10)).isNull();
  }
}
