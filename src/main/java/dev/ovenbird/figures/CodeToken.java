package dev.ovenbird.figures;

/** A piece of code of one kind. All pieces of a block, one after the other, are its text. */
record CodeToken(TokenKind kind, String text) {}
