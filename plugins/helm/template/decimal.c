/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.c - decimals of any length on OpenSSL's numbers. */
#include "decimal.h"

#include <stdlib.h>

#include "number.h"

#define DIVISION_DECIMALS 16

void decimal_init(struct decimal *d, double f)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *digits, *e, *point;
	size_t decimals = 0;

	number_format(&sb, f, 'e', -1, 64);
	digits = sb.data;
	e = strchr(digits, 'e');
	point = strchr(digits, '.');
	d->exponent = atoi(e + 1);
	*e = '\0';
	if (point) {
		decimals = strlen(point + 1);
		memmove(point, point + 1, decimals + 1);
	}
	d->exponent -= (int)decimals;
	d->digits = NULL;
	if (!BN_dec2bn(&d->digits, digits))
		abort();
}

void decimal_done(struct decimal *d)
{
	BN_free(d->digits);
}

/* Digits for an exponent lower by @places. */
static void scale(struct decimal *d, int places)
{
	BN_CTX *ctx = BN_CTX_new();
	BIGNUM *ten = BN_new(), *power = BN_new(), *n = BN_new();

	BN_set_word(ten, 10);
	BN_set_word(n, (BN_ULONG)places);
	if (!BN_exp(power, ten, n, ctx) || !BN_mul(d->digits, d->digits, power, ctx))
		abort();
	d->exponent -= places;
	BN_free(ten);
	BN_free(power);
	BN_free(n);
	BN_CTX_free(ctx);
}

static void align(struct decimal *a, struct decimal *b)
{
	if (a->exponent > b->exponent)
		scale(a, a->exponent - b->exponent);
	else if (b->exponent > a->exponent)
		scale(b, b->exponent - a->exponent);
}

void decimal_add(struct decimal *a, struct decimal *b)
{
	align(a, b);
	if (!BN_add(a->digits, a->digits, b->digits))
		abort();
}

void decimal_sub(struct decimal *a, struct decimal *b)
{
	align(a, b);
	if (!BN_sub(a->digits, a->digits, b->digits))
		abort();
}

void decimal_mul(struct decimal *a, struct decimal *b)
{
	BN_CTX *ctx = BN_CTX_new();

	if (!BN_mul(a->digits, a->digits, b->digits, ctx))
		abort();
	a->exponent += b->exponent;
	BN_CTX_free(ctx);
}

void decimal_div(struct decimal *a, struct decimal *b)
{
	BN_CTX *ctx = BN_CTX_new();
	BIGNUM *rest = BN_new();
	bool negative = BN_is_negative(a->digits) != BN_is_negative(b->digits);
	int places = a->exponent - b->exponent + DIVISION_DECIMALS;

	if (places > 0)
		scale(a, places);
	else if (places < 0)
		scale(b, -places);
	BN_set_negative(a->digits, 0);
	BN_set_negative(b->digits, 0);
	if (!BN_div(a->digits, rest, a->digits, b->digits, ctx) || !BN_lshift1(rest, rest))
		abort();
	if (BN_cmp(rest, b->digits) >= 0)
		BN_add_word(a->digits, 1);
	BN_set_negative(a->digits, negative);
	a->exponent = -DIVISION_DECIMALS;
	BN_free(rest);
	BN_CTX_free(ctx);
}

bool decimal_is_zero(const struct decimal *d)
{
	return BN_is_zero(d->digits);
}

double decimal_float(const struct decimal *d)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *digits = BN_bn2dec(d->digits);

	weir_strbuf_addf(&sb, "%se%d", digits, d->exponent);
	OPENSSL_free(digits);
	return strtod(sb.data, NULL);
}
