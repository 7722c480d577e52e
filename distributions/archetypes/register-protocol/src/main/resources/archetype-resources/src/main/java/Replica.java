package ${package};

import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;

/** A replica: a pure function of what it holds and what it is asked. */
final class Replica implements ReplicaMachine<Content, Question, Answer> {
  @Override
  public Content initial(Key key) {
    return Content.GENESIS;
  }

  @Override
  public Step<Content, Answer> step(Content held, Arrival<Question> arrival) {
    Question request = arrival.request().message();
    return request instanceof Question.Store store
        ? store(held, store, arrival)
        : query(held, (Question.Query) request, arrival);
  }

  private static Step<Content, Answer> query(
      Content held, Question.Query query, Arrival<Question> arrival) {
    if (query.withValue() ? !mayRead(arrival) : !mayRead(arrival) && !mayWrite(arrival)) {
      return Step.refuse(held, "rights", arrival.sender() + " may not ask for this");
    }
    Value value = query.withValue() ? held.value() : Value.ABSENT;
    return Step.reply(held, new Answer.Held(query.nonce(), held.ts(), value));
  }

  /** Writers store their own values; readers store what they are about to return. */
  private static Step<Content, Answer> store(
      Content held, Question.Store store, Arrival<Question> arrival) {
    boolean isAuthor = store.ts().client().equals(arrival.sender());
    if (isAuthor ? !mayWrite(arrival) : !mayRead(arrival)) {
      return Step.refuse(held, "rights", arrival.sender() + " may not store this");
    }
    Content newer = new Content(store.ts(), store.value());
    return Step.reply(
        store.ts().isAfter(held.ts()) ? newer : held, new Answer.Stored(store.nonce()));
  }

  private static boolean mayRead(Arrival<Question> arrival) {
    Access access = arrival.access();
    return access.mayRead(arrival.sender(), arrival.scope().key());
  }

  private static boolean mayWrite(Arrival<Question> arrival) {
    ClientId sender = arrival.sender();
    return arrival.access().mayWrite(sender, arrival.scope().key());
  }
}
