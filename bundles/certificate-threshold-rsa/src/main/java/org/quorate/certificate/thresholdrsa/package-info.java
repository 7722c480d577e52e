/** Certificates that are one RSA signature, made of the shares of a quorum (Shoup 2000). */
@NullMarked
package org.quorate.certificate.thresholdrsa;

import org.jspecify.annotations.NullMarked;
