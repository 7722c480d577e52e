/** Certificates that are one BLS signature, made of the shares of a quorum. */
@NullMarked
package org.quorate.certificate.thresholdbls;

import org.jspecify.annotations.NullMarked;
