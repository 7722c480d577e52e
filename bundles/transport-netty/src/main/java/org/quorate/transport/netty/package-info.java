/** Links over TCP with TLS 1.3, certificates checked both ways, by Netty. */
@NullMarked
package org.quorate.transport.netty;

import org.jspecify.annotations.NullMarked;
