#include "CPretrained.h"

// #embed is of C23; compilers had it before they called themselves that.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char network[] = {
#embed "network.safetensors"
};

const unsigned char *cpretrained_network(void) { return network; }
size_t cpretrained_network_size(void) { return sizeof network; }
