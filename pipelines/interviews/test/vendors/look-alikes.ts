import { guid, project } from '../written.ts'
import {
  codesXml,
  type Counting,
  type Interview,
  placeOf,
  plainCode,
  selectionsXml,
  sourceGuid,
  texts,
  usersXml,
} from './content.ts'

type Entries = [string, string | Buffer][]

const mark = '\uFEFF'
const standard: Counting = { newline: 'lf', unit: 'code-point', end: 'exclusive', first: 0 }
const codeBook = `<CodeBook><Codes>${codesXml(plainCode)}</Codes></CodeBook>`
const interviews: Interview[] = ['leder', 'pædagog']

function sources(of: (name: Interview) => string): string {
  return interviews.map(of).join('')
}

/** NVivo on Windows: CRLF counted as two, capital folder names, cases that are codes, annotations by links. */
export function nvivoWindows(): Entries {
  const counting: Counting = { ...standard, newline: 'crlf', unit: 'utf-16' }
  const [start, end] = placeOf('pædagog', 'leg, mad og søvn', counting)
  const xml =
    usersXml() +
    `<CodeBook><Codes>${codesXml(plainCode)}<Code guid="${guid(40)}" name="Prøvehuset" isCodable="true"/></Codes></CodeBook>` +
    `<Variables><Variable guid="${guid(60)}" name="Kommune" typeOfVariable="Text"/><Variable guid="${guid(61)}" name="Børn" typeOfVariable="Integer"/></Variables>` +
    `<Cases><Case guid="${guid(40)}" name="Prøvehuset"><VariableValue><VariableRef targetGUID="${guid(60)}"/><TextValue>Opdigtet</TextValue></VariableValue>` +
    `<VariableValue><VariableRef targetGUID="${guid(61)}"/></VariableValue><SourceRef targetGUID="${sourceGuid.leder}"/></Case>` +
    `<Case guid="${guid(41)}" name="Person 2"/></Cases>` +
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="${name}" richTextPath="internal://${sourceGuid[name]}.docx" plainTextPath="internal://${sourceGuid[name]}.txt">` +
        selectionsXml(name, counting, () => '') +
        (name === 'pædagog'
          ? `<PlainTextSelection guid="${guid(300)}" name="" startPosition="${start}" endPosition="${end}"><Coding guid="${guid(301)}" creatingUser="${guid(2)}"><CodeRef targetGUID="${guid(41)}"/></Coding></PlainTextSelection>` +
            `<PlainTextSelection guid="${guid(302)}" name="" startPosition="${start}" endPosition="${start + 3}"/>`
          : '') +
        `</TextSource>`,
    )}</Sources>` +
    `<Notes><Note guid="${guid(70)}" name="Anmærkning" plainTextPath="internal://${guid(70)}.txt" creatingUser="${guid(2)}"/></Notes>` +
    `<Links><Link guid="${guid(71)}" name="" direction="OneWay" originGUID="${guid(302)}" targetGUID="${guid(70)}"/></Links>` +
    `<Sets><Set guid="${guid(80)}" name="Alle"><MemberSource targetGUID="${sourceGuid.leder}"/></Set></Sets>`
  return [
    [
      'Project.qde',
      mark +
        project(xml, 'name="P" origin="NVivo (look-alike, Windows)" basePath="C:\\Users\\Anna Opdigtet"'),
    ],
    ...interviews.flatMap((name): Entries => [
      [`Sources/${sourceGuid[name]}.txt`, mark + texts[name].replaceAll('\n', '\r\n')],
      [`Sources/${sourceGuid[name]}.docx`, 'PK'],
    ]),
    [`Sources/${guid(70)}.txt`, 'Tjek med lederen.\r\nHusk.'],
  ]
}

/** NVivo on a Mac: an entry that is none, the text of an empty document, GUIDs in braces. */
export function nvivoMac(): Entries {
  const braced = (xml: string) => xml.replace(/(Ref targetGUID=")([^"]+)"/g, '$1{$2}"')
  const xml =
    usersXml() +
    codeBook +
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="${name}" plainTextPath="internal://${sourceGuid[name]}.txt">${braced(selectionsXml(name, standard, () => ''))}</TextSource>`,
    )}<TextSource guid="${guid(33)}" name="tomt" plainTextPath="internal://${guid(33)}.txt"/></Sources>` +
    `<Graphs><Graph guid="${guid(90)}" name="Kort"/></Graphs>`
  return [
    ['project.qde', project(xml, 'name="P" origin="NVivo (look-alike, Mac)"')],
    ['sources/.root', ''],
    ...interviews.map((name): [string, string] => [`sources/${sourceGuid[name]}.txt`, texts[name]]),
    [`sources/${guid(33)}.txt`, '\n'],
  ]
}

/** ATLAS.ti: the inner file has the project's name, CRLF is stored and counted as one, names quote, comments are descriptions. */
export function atlasTi(): Entries {
  const bare = (xml: string) =>
    xml.replaceAll('<Coding', '<Description>Tænk over den her</Description><Coding')
  const xml =
    usersXml() +
    codeBook +
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="${name}" plainTextPath="internal://${sourceGuid[name]}.txt">${
          name === 'leder'
            ? bare(selectionsXml(name, standard, (quote) => quote))
            : selectionsXml(name, standard, (quote) => quote)
        }</TextSource>`,
    )}</Sources>`
  const anonymous = xml.replace(/ creat(ingUser|ionDateTime)="[^"]*"/g, '')
  return [
    ['Forsøg.qde', project(anonymous, 'name="Forsøg" origin="ATLAS.ti (look-alike)"')],
    ...interviews.map((name): [string, string] => [
      `sources/${sourceGuid[name]}.txt`,
      texts[name].replaceAll('\n', '\r\n'),
    ]),
  ]
}

/** MAXQDA: variables as cases without a name, comments without codes, sound as film, sources of one name, `(12,40)` as names. */
export function maxqda(): Entries {
  const counting: Counting = { ...standard, unit: 'utf-16' }
  const xml =
    usersXml() +
    codeBook
      .replace('isCodable="false"', 'isCodable="false" color="#2364a2"')
      .replace('isCodable="true"', 'isCodable="true" color="#2364a2ff"') +
    `<Variables><Variable guid="${guid(60)}" name="Rolle" typeOfVariable="Text"/></Variables>` +
    `<Cases>${sources(
      (name) =>
        `<Case guid="${guid(name === 'leder' ? 41 : 42)}"><VariableValue><VariableRef targetGUID="${guid(60)}"/><TextValue>${name}</TextValue></VariableValue><SourceRef targetGUID="${sourceGuid[name]}"/></Case>`,
    )}</Cases>` +
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="Interview" plainTextPath="internal://${sourceGuid[name]}.txt">` +
        selectionsXml(name, counting, (_, place) => `(${place.join(',')})`) +
        (name === 'leder'
          ? `<PlainTextSelection guid="${guid(300)}" startPosition="0" endPosition="6" creatingUser="${guid(2)}"><Description>Hvem er vi?</Description></PlainTextSelection>`
          : '') +
        `</TextSource>`,
    )}<VideoSource guid="${guid(34)}" name="Optagelse" path="internal://${guid(34)}.m4a"><Transcript guid="${guid(35)}" plainTextPath="internal://${guid(35)}.txt">` +
    `<SyncPoint guid="${guid(36)}" timeStamp="0" position="0"/><SyncPoint guid="${guid(37)}" timeStamp="4000" position="7"/>` +
    `<TranscriptSelection guid="${guid(38)}" fromSyncPoint="${guid(36)}" toSyncPoint="${guid(37)}"><Coding guid="${guid(39)}" creatingUser="${guid(1)}"><CodeRef targetGUID="${guid(13)}"/></Coding></TranscriptSelection></Transcript>` +
    `<VideoSelection guid="${guid(43)}" begin="1000" end="2000"><Coding guid="${guid(44)}" creatingUser="${guid(1)}"><CodeRef targetGUID="${guid(13)}"/></Coding></VideoSelection></VideoSource></Sources>`
  return [
    ['project.qde', project(xml, 'name="P" origin="MAXQDA (look-alike)"')],
    ...interviews.map((name): [string, string] => [`sources/${sourceGuid[name]}.txt`, texts[name]]),
    [`sources/${guid(34)}.m4a`, 'x'],
    [`sources/${guid(35)}.txt`, 'Godmorgen alle.'],
  ]
}

/** QualCoder: variables at sources, bare paths, a code twice at a place, a code that is gone, a user that is none. */
export function qualCoder(): Entries {
  const again = (xml: string) =>
    xml.replace(
      /(<Coding .*?<\/Coding>)/,
      `$1$1<Coding guid="${guid(400)}" creatingUser="${guid(9)}"><CodeRef targetGUID="${guid(99)}"/></Coding><Coding guid="${guid(401)}" creatingUser="${guid(9)}"><CodeRef targetGUID="${guid(13)}"/></Coding>`,
    )
  const xml =
    usersXml() +
    codeBook +
    `<Variables><Variable guid="${guid(60)}" name="Rolle" typeOfVariable="Text"/></Variables>` +
    `<Cases><Case guid="${guid(41)}"><VariableValue><VariableRef targetGUID="${guid(60)}"/><TextValue>andet</TextValue></VariableValue><SourceRef targetGUID="${sourceGuid.leder}"/></Case></Cases>` +
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="${name}" plainTextPath="${name}.txt">${again(selectionsXml(name, { ...standard, first: name === 'leder' ? 1 : 0 }, () => ''))}` +
        `<VariableValue><VariableRef targetGUID="${guid(60)}"/><TextValue>${name}</TextValue></VariableValue></TextSource>`,
    )}</Sources>`
  return [
    ['project.qde', project(xml, 'name="P" origin="QualCoder (look-alike)"')],
    ['sources/leder.txt', mark + texts.leder],
    ['sources/pædagog.txt', texts.pædagog],
  ]
}

/** Quirkos: texts within the XML, colours as three numbers, codable unsaid, parts in another order, the last letter counted in. */
export function quirkos(): Entries {
  const loose = codesXml(
    ({ number, name, inside }) =>
      `<Code guid="${guid(number)}" name="${name}" color="rgb(${number},0,0)">${inside}</Code>`,
  )
  const xml =
    `<Sources>${sources(
      (name) =>
        `<TextSource guid="${sourceGuid[name]}" name="${name}"><PlainTextContent>${texts[name]}</PlainTextContent>${selectionsXml(name, { ...standard, end: 'inclusive' }, () => '')}</TextSource>`,
    )}</Sources>` +
    `<CodeBook><Codes>${loose}</Codes></CodeBook>` +
    usersXml() +
    `<Quirk level="3"/>`
  return [['project.qde', project(xml, 'name="P" origin="Quirkos (look-alike)" version="2"')]]
}

/** Taguette: a codebook alone, under a namespace with a colon too many. */
export function taguette(): string {
  return `<?xml version="1.0" encoding="UTF-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Taguette (look-alike)"><Codes>${codesXml(plainCode)}<Code guid="${guid(50)}" name="Sprog" isCodable="true"><Description>Uden gren</Description></Code><Code guid="${guid(51)}" name="Sprog" isCodable="true"/></Codes><Sets><Set guid="${guid(80)}" name="S"><MemberCode guid="${guid(50)}"/></Set></Sets></CodeBook>`
}
