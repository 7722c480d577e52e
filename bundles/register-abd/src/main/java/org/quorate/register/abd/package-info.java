/**
 * Multi-writer ABD: atomic registers in spite of crashes (Attiya, Bar-Noy and Dolev, "Sharing
 * Memory Robustly in Message-Passing Systems", J. ACM 1995; several writers and quorums: Lynch and
 * Shvartsman, "Robust Emulation of Shared Memory Using Dynamic Quorum-Acknowledged Broadcasts",
 * FTCS 1997). See PROTOCOL.md.
 */
@NullMarked
package org.quorate.register.abd;

import org.jspecify.annotations.NullMarked;
