/** Identities as certificates state them, and the files that keys and certificates live in. */
@NullMarked
package org.quorate.host.identity;

import org.jspecify.annotations.NullMarked;
