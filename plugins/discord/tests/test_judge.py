#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The judge of the strict server: at each of Discord's limits a message is accepted, one beyond it is refused."""
import os
import sys

sys.path.insert(0, os.path.join(os.environ['WEIR_SOURCE_ROOT'], 'tests', 'e2e'))
from lib.discord_server import Bucket, form_error, problems  # noqa: E402

QUIET = {'allowed_mentions': {'parse': []}}


def message(**more):
    return {'embeds': [{'title': 't'}], **QUIET, **more}


def embed(**more):
    return message(embeds=[{'title': 't', **more}])


def fields(count, name='n', value='v'):
    return embed(fields=[{'name': name, 'value': value}] * count)


def total(size):
    """Texts of so many units in all, over three embeds."""
    return message(embeds=[{'description': 'x' * 2500}, {'description': 'x' * 2500}, {'description': 'x' * (size - 5000)}])


# what, accepted, refused
EDGES = [
    ('title 256', embed(title='x' * 256), embed(title='x' * 257)),
    ('description 4096', embed(description='x' * 4096), embed(description='x' * 4097)),
    ('25 fields', fields(25), fields(26)),
    ('name of a field 256', fields(1, name='x' * 256), fields(1, name='x' * 257)),
    ('value of a field 1024', fields(1, value='x' * 1024), fields(1, value='x' * 1025)),
    ('a field without a name', fields(1), fields(1, name=' ')),
    ('a field without a value', fields(1), fields(1, value='\n')),
    ('footer 2048', embed(footer={'text': 'x' * 2048}), embed(footer={'text': 'x' * 2049})),
    ('author 256', embed(author={'name': 'x' * 256}), embed(author={'name': 'x' * 257})),
    ('6000 in all embeds', total(6000), total(6001)),
    ('names and values count', message(embeds=[{'description': 'x' * 3990, 'fields': [{'name': 'x' * 10, 'value': 'x' * 1000}] * 1,
                                                'footer': {'text': 'x' * 1000}}]),
     message(embeds=[{'description': 'x' * 3991, 'fields': [{'name': 'x' * 10, 'value': 'x' * 1000}],
                      'footer': {'text': 'x' * 1000}}])),
    ('10 embeds', message(embeds=[{'title': 't'}] * 10), message(embeds=[{'title': 't'}] * 11)),
    ('content 2000', message(content=' ' * 1990, embeds=[{'title': 't'}]), message(content='x' * 2001)),
    ('lengths after trimming', embed(title=' ' * 50 + 'x' * 256), embed(title='x' + ' ' * 256 + 'x')),
    ('outside the plane two units', embed(title='😀' * 128), embed(title='😀' * 129)),
    ('sender 80', message(username='x' * 80), message(username='x' * 81)),
    ('sender without clyde', message(username='weir'), message(username='Clyde the weir')),
    ('sender without discord', message(username='weir'), message(username='my DISCORD')),
    ('sender is not everyone', message(username='weir'), message(username='everyone')),
    ('something to see', message(), {**QUIET, 'embeds': []}),
    ('an embed with something in it', embed(), message(embeds=[{'title': ' ', 'color': 1}])),
    ('color', embed(color=0xffffff), embed(color=0x1000000)),
    ('timestamp', embed(timestamp='2026-11-23T09:21:04.5Z'), embed(timestamp='2026-11-23 09:21')),
    ('address of an embed', embed(url='https://h/x'), embed(url='javascript:x')),
    ('address of a picture', embed(image={'url': 'https://h/x'}), embed(image={'url': 'x'})),
    ('type rich', embed(type='rich'), embed(type='image')),
    ('flags', message(flags=4096), message(flags=1)),
    ('tts', message(tts=False), message(tts='no')),
    ('name of a thread 100', message(thread_name='x' * 100), message(thread_name='x' * 101)),
    ('members of a message', message(), message(text='x')),
    ('members of an embed', embed(), embed(text='x')),
    ('nobody is called unasked', message(), {'embeds': [{'title': 't'}]}),
    ('who is called stands in the content', message(content='<@&1>', allowed_mentions={'parse': [], 'roles': ['1']}),
     message(allowed_mentions={'parse': [], 'roles': ['1']})),
    ('everyone alone by parse', message(content='@here', allowed_mentions={'parse': ['everyone']}),
     message(content='@here', allowed_mentions={'parse': ['everyone', 'users']})),
    ('an id once', message(content='<@1> <@1>', allowed_mentions={'parse': [], 'users': ['1']}),
     message(content='<@1> <@1>', allowed_mentions={'parse': [], 'users': ['1', '1']})),
]


def main():
    number = failed = 0
    for what, good, bad in EDGES:
        number += 1
        why = [f'refused: {problems(good)}'] * bool(problems(good)) + ['accepted beyond'] * (not problems(bad))
        failed += bool(why)
        print(f'{"not ok" if why else "ok"} {number} - {what}')
        for line in why:
            print(f'# {line}')
    error = form_error(problems(embed(title='x' * 257)))
    bucket = Bucket(5, 2.0)
    taken = [bucket.take() for _ in range(6)]
    extra = [
        ('the error has Discord\'s form', error['code'] == 50035
         and error['errors']['embeds']['0']['title']['_errors'][0]['code'] == 'BASE_TYPE_MAX_LENGTH'),
        ('five requests in two seconds', [t[0] for t in taken] == [True] * 5 + [False] and taken[4][1] == 0
         and 1.5 < taken[5][2] <= 2.0),
    ]
    for what, fine in extra:
        number += 1
        failed += not fine
        print(f'{"ok" if fine else "not ok"} {number} - {what}')
    print(f'1..{number}')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
