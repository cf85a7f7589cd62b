/* SPDX-License-Identifier: Apache-2.0 */
/* docker_config.h - credentials of a registry in a config.json of docker's (kubernetes.io/dockerconfigjson). */
#ifndef HELM_SOURCE_DOCKER_CONFIG_H
#define HELM_SOURCE_DOCKER_CONFIG_H

#include "access.h"

/* Fill user and password (or token) for the registry of @url. Nothing for it: they stay NULL. */
int docker_config_find(const char *text, size_t len, const char *url, struct access *a, struct weir_error *err);

#endif
