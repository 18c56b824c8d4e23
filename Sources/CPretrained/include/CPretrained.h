// The weights of the network that was trained in advance, as pipelines/pretrain.yaml made them: a safetensors file.
#ifndef CPRETRAINED_H
#define CPRETRAINED_H

#include <stddef.h>

const unsigned char *cpretrained_network(void);
size_t cpretrained_network_size(void);

#endif
