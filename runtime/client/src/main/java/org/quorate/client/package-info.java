/** The client library: registers of a cluster for applications. */
@NullMarked
package org.quorate.client;

import org.jspecify.annotations.NullMarked;
