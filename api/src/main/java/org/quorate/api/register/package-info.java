/** Registers as applications see them, and the SPI of the protocols behind them. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.register;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
