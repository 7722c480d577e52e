/** The cluster's certification authority. */
@NullMarked
package org.quorate.console.authority;

import org.jspecify.annotations.NullMarked;
