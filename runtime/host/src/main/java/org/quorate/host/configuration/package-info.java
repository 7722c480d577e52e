/** The signed configuration descriptor, access rights and limits of a cluster. */
@NullMarked
package org.quorate.host.configuration;

import org.jspecify.annotations.NullMarked;
