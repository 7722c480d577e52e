/** A cluster, a load, liars, cheats and a crash, in a minute, with a report that was checked. */
@NullMarked
package org.quorate.console.demo;

import org.jspecify.annotations.NullMarked;
