package org.quorate.api.machine;

import java.util.List;
import org.quorate.api.model.Scope;

/**
 * What travels between clients and replicas. A protocol's messages are records under one sealed
 * interface for each role, a record a message. Their constructors must refuse impossible contents
 * with {@link IllegalArgumentException}, because they are built from untrusted bytes.
 */
public interface Message {
  Nonce nonce();

  /**
   * Everything in this message that can be verified without knowing any state. All of it is checked
   * before a machine sees the message.
   */
  default List<Claim> claims(Scope scope) {
    return List.of();
  }
}
