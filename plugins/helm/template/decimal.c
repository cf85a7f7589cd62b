/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.c - decimals of any length on OpenSSL's numbers. */
#include "decimal.h"

#include <stdlib.h>

#include "number.h"

#define DIVISION_DECIMALS 16

void decimal_init(struct decimal *d, const struct openssl *ssl, double f)
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
	d->ssl = ssl;
	d->digits = NULL;
	if (!ssl->call_BN_dec2bn(&d->digits, digits))
		abort();
}

void decimal_done(struct decimal *d)
{
	d->ssl->call_BN_free(d->digits);
}

/* Digits for an exponent lower by @places. */
static void scale(struct decimal *d, int places)
{
	const struct openssl *ssl = d->ssl;
	BN_CTX *ctx = ssl->call_BN_CTX_new();
	BIGNUM *ten = ssl->call_BN_new(), *power = ssl->call_BN_new(), *n = ssl->call_BN_new();

	ssl->call_BN_set_word(ten, 10);
	ssl->call_BN_set_word(n, (BN_ULONG)places);
	if (!ssl->call_BN_exp(power, ten, n, ctx) || !ssl->call_BN_mul(d->digits, d->digits, power, ctx))
		abort();
	d->exponent -= places;
	ssl->call_BN_free(ten);
	ssl->call_BN_free(power);
	ssl->call_BN_free(n);
	ssl->call_BN_CTX_free(ctx);
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
	if (!a->ssl->call_BN_add(a->digits, a->digits, b->digits))
		abort();
}

void decimal_sub(struct decimal *a, struct decimal *b)
{
	align(a, b);
	if (!a->ssl->call_BN_sub(a->digits, a->digits, b->digits))
		abort();
}

void decimal_mul(struct decimal *a, struct decimal *b)
{
	const struct openssl *ssl = a->ssl;
	BN_CTX *ctx = ssl->call_BN_CTX_new();

	if (!ssl->call_BN_mul(a->digits, a->digits, b->digits, ctx))
		abort();
	a->exponent += b->exponent;
	ssl->call_BN_CTX_free(ctx);
}

void decimal_div(struct decimal *a, struct decimal *b)
{
	const struct openssl *ssl = a->ssl;
	BN_CTX *ctx = ssl->call_BN_CTX_new();
	BIGNUM *rest = ssl->call_BN_new();
	bool negative = ssl->call_BN_is_negative(a->digits) != ssl->call_BN_is_negative(b->digits);
	int places = a->exponent - b->exponent + DIVISION_DECIMALS;

	if (places > 0)
		scale(a, places);
	else if (places < 0)
		scale(b, -places);
	ssl->call_BN_set_negative(a->digits, 0);
	ssl->call_BN_set_negative(b->digits, 0);
	if (!ssl->call_BN_div(a->digits, rest, a->digits, b->digits, ctx) || !ssl->call_BN_lshift1(rest, rest))
		abort();
	if (ssl->call_BN_cmp(rest, b->digits) >= 0)
		ssl->call_BN_add_word(a->digits, 1);
	ssl->call_BN_set_negative(a->digits, negative);
	a->exponent = -DIVISION_DECIMALS;
	ssl->call_BN_free(rest);
	ssl->call_BN_CTX_free(ctx);
}

bool decimal_is_zero(const struct decimal *d)
{
	return d->ssl->call_BN_is_zero(d->digits);
}

double decimal_float(const struct decimal *d)
{
	const struct openssl *ssl = d->ssl;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *digits = ssl->call_BN_bn2dec(d->digits);

	weir_strbuf_addf(&sb, "%se%d", digits, d->exponent);
	ssl->call_CRYPTO_free(digits, OPENSSL_FILE, OPENSSL_LINE);
	return strtod(sb.data, NULL);
}
