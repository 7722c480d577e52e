/** Links between the replicas and clients of one JVM, without sockets and without TLS. */
@NullMarked
package org.quorate.transport.local;

import org.jspecify.annotations.NullMarked;
