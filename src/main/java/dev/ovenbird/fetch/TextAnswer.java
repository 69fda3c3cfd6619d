package dev.ovenbird.fetch;

import java.net.http.HttpHeaders;

/** A small answer, whole. */
record TextAnswer(byte[] bytes, HttpHeaders headers) {}
