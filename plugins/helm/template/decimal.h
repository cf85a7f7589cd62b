/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.h - exact decimal arithmetic, as shopspring/decimal does it for addf, subf, mulf, divf. */
#ifndef HELM_DECIMAL_H
#define HELM_DECIMAL_H

#include "openssl.h"

struct decimal {
	const struct openssl *ssl;
	BIGNUM *digits; /* with its sign */
	int exponent;   /* digits * 10^exponent */
};

/* Of the shortest digits of @f, which must be finite. */
void decimal_init(struct decimal *d, const struct openssl *ssl, double f);
void decimal_done(struct decimal *d);
/* a := a op b; division rounds half away from zero at 16 decimals. */
void decimal_add(struct decimal *a, struct decimal *b);
void decimal_sub(struct decimal *a, struct decimal *b);
void decimal_mul(struct decimal *a, struct decimal *b);
void decimal_div(struct decimal *a, struct decimal *b); /* b is not 0 */
bool decimal_is_zero(const struct decimal *d);
double decimal_float(const struct decimal *d);

#endif
