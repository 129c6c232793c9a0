import type { Case } from './write-cases.ts'

const table = [
  ['Institution', 'Køn', 'Børn i alt', 'Åbnet', 'Bemærkning'],
  ['Børnehaven Åen', 'pige', '1.234,5', '31-12-2023', 'god plads på øen'],
  ['Østergård', 'dreng', '0,25', '01-02-2024', ''],
  ['Æblehaven', 'ønsker ikke at svare', '12,5', '03-02-2024', 'rød; blå'],
]

/** Letters of the encodings of one byte a letter, as far as the table needs them. */
const letters = {
  macintosh: { æ: 0xbe, ø: 0xbf, å: 0x8c, Æ: 0xae, Ø: 0xaf, Å: 0x81 },
  cp850: { æ: 0x91, ø: 0x9b, å: 0x86, Æ: 0x92, Ø: 0x9d, Å: 0x8f },
} as Record<string, Record<string, number>>

function text(delimiter = ';', end = '\n', rows = table): string {
  const cell = (content: string) => (content.includes(delimiter) ? `"${content}"` : content)
  return rows.map((cells) => cells.map(cell).join(delimiter) + end).join('')
}

function inBytes(content: string, encoding: 'macintosh' | 'cp850'): Buffer {
  return Buffer.from([...content].map((letter) => letters[encoding][letter] ?? letter.charCodeAt(0)))
}

const one = (bytes: Buffer | string, choices?: object): Case => ({
  files: { 'svar.csv': Buffer.from(bytes as Buffer) },
  ...(choices && { choices }),
})

/** Delimited text in every way it comes. */
export const textCases: Record<string, Case> = {
  'delimited-utf-8': one(text()),
  'delimited-utf-8-mark': one('\ufeff' + text(',', '\r\n')),
  'delimited-utf-16le': { files: { 'svar.txt': Buffer.from('\ufeff' + text('\t', '\r\n'), 'utf16le') } },
  'delimited-utf-16be': { files: { 'svar.txt': Buffer.from('\ufeff' + text('\t'), 'utf16le').swap16() } },
  'delimited-utf-16-without-mark': one(Buffer.from(text(), 'utf16le')),
  'delimited-windows-1252': one(Buffer.from(text(';', '\r\n'), 'latin1')),
  'delimited-macintosh': one(inBytes(text(';', '\r'), 'macintosh')),
  'delimited-cp850': one(inBytes(text(';', '\r\n'), 'cp850')),
  'delimited-pipes': one(text('|')),
  'delimited-line-breaks-in-cells': one(
    'id;svar\r\n1;"linje ét\r\nlinje to ""æ"""\r\n\r\n2;"a;b"\r\n3;slut\r\n',
  ),
  'delimited-returns-in-cells': one('id;svar\n1;"linje ét\rlinje to"\n'),
  'delimited-two-header-rows': one('Børn;;Ansatte;\nPiger;Drenge;Kvinder;Mænd\n10;12;3;4\n5;6;7;8\n'),
  'delimited-title-above': one(
    'Rapport for Ærø 2023\n\nBørnehave;Alder;By\nÅen;1;Marstal\nØen;2;Ærøskøbing\n',
  ),
  'delimited-sep-line': one('sep=,\nBørn,Køn\n1,pige\n2,dreng\n'),
  'delimited-loose-marks': one('Navn;Sted\nA\u030age;"på broen"\nBo;a\u030a\n'),
  'delimited-delimiter-at-end': one('Børn;Køn;\n1;pige;\n2;dreng;\n'),
  'delimited-days-of-excel': one('id;Gruppe på stuen\n1;01-feb\n2;5-10\n3;mar-20\n'),
  'delimited-american': one(
    'id,when,share,total\n1,12/31/2023,0.5,"1,234.5"\n2,01/02/2024,0.25,"12,000.0"\n',
  ),
  'delimited-leading-zeros': one('Kommune;Cpr-fri nøgle\n0851;007\n0101;012\n'),
  'delimited-same-names': one('Alder;alder;line;;Ø\n1;2;3;4;5\n'),
  'delimited-chosen': one(Buffer.from('Navn,Alder\nBørge,1\nÅse,2\n', 'latin1'), {
    encoding: 'windows-1252',
    headerRow: 0,
    delimiter: ',',
  }),
  'delimited-doubled-letters': one('Navn;Alder\nBÃ¸rge;1\nAase \ufffd;2\n'),
  'delimited-mixed-encodings': one(
    Buffer.concat([Buffer.from(text()), Buffer.from('Bølgen;pige;1;01-01-2024;x\n', 'latin1')]),
  ),
  'delimited-ragged': one('a;b;c\n1;2;3\n4;5\n6;7;8;9\n'),
  'delimited-open-quote': one('a;b\n1;"æ\n2;b\n'),
  'delimited-null-byte': one('a;b\n1;2\n3;\0\n'),
  'delimited-no-rows': one('a;b\n'),
  'delimited-empty': one(''),
}
