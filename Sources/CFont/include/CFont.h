#ifndef CFONT_H
#define CFONT_H

/* A TrueType font as bytes in the program, so that no file has to travel beside it. */
const unsigned char *cfont_dejavu_sans(void);
unsigned long cfont_dejavu_sans_count(void);

#endif
