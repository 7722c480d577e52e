package org.quorate.simulator;

/**
 * What one undisturbed operation costs, all replicas and the client together.
 *
 * @param roundTrips between the client and a quorum
 * @param messages requests and replies that arrived
 * @param attestations that replicas made
 * @param certificatesMade by the client, of attestations
 * @param certificatesChecked by replicas and the client
 * @param signaturesMade by the signature scheme, those within attestations included
 * @param signaturesChecked by the signature scheme, those within certificates included
 */
public record OperationCost(
    int roundTrips,
    int messages,
    int attestations,
    int certificatesMade,
    int certificatesChecked,
    int signaturesMade,
    int signaturesChecked) {}
