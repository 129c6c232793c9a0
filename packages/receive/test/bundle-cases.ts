import { type Case, zipped } from './write-cases.ts'

const latin = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')
const utf8 = (text: string) => Buffer.from(text)

const dataset =
  'survey;respondentid;organiza;s_1;s_2;s_3;s_4;closeTime\n77;1;12;1;"Blå bænk; grøn";2,5;01-02-2023;2023-02-01\n77;2;12;2;Ærø;0,5;31-01-2023;2023-02-02\n'
const labels = 's_1;1;Ja, på øen\ns_1;2;Nej, ikke så tit\n'
const variables =
  'variableName;variableType;variableLabel\ns_1;Single;Har I børn på båden?\ns_2;Text;Hvilke møbler?\n'
const structure =
  'questionName;variableName;questionType;subType;questionText;choiceValue;choiceText\nq1;s_1;Closed;Single;Har I børn på båden?;1;Ja, på øen;\nq1;s_1;Closed;Single;Har I børn på båden?;2;Nej, ikke så tit;\nq3;s_3;Open;Double;Hvor mange år?;;;\nq4;s_4;Open;Date;Hvornår?;;;\n'
const four = {
  'dataset.csv': latin(dataset),
  'labels.csv': latin(labels),
  'variables.csv': latin(variables),
  'structure.csv': latin(structure),
}

const dictionaryHead =
  '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"\n'
const dictionary = `${dictionaryHead}record_id,barn,,text,"Løbenr.",,,,,,y,,,,,,,
koen,barn,,radio,"<b>Barnets køn</b>","1, Pige | 2, Dreng på ø | 9, Ønsker ikke at svare",,,,,,,,,,,,
mad,barn,,checkbox,Mad,"1, Grød | 2, Æble",,,,,,,,,,,,
alder,barn,,text,"Alder, hele år",,,integer,0,6,,,,,,,,
dato,barn,,text,Født,,,date_dmy,,,,,,,,,,
ude,barn,,yesno,Går ude?,,,,,,,,,,,,,
note,barn,,descriptive,Bare en tekst,,,,,,,,,,,,,
`
const rows =
  'record_id,koen,mad___1,mad___2,alder,dato,ude,barn_complete\n1,1,0,1,4,2019-05-01,1,2\n2,9,1,1,5,2018-12-31,0,2\n'
const asked = '"id","submitdate","lastpage","startlanguage"'

/** A structure of LimeSurvey: its tables by name, each row by its fields. */
function structureFile(tables: Record<string, Record<string, string>[]>): Buffer {
  const xml = Object.entries(tables).map(([name, found]) => {
    const fields = Object.keys(found[0]).map((field) => `<fieldname>${field}</fieldname>`)
    const cells = (row: Record<string, string>) =>
      Object.entries(row).map(([field, text]) => `<${field}><![CDATA[${text}]]></${field}>`)
    return `<${name}><fields>${fields.join('')}</fields><rows>${found.map((row) => `<row>${cells(row).join('')}</row>`).join('')}</rows></${name}>`
  })
  return utf8(
    `<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>365</DBVersion>${xml.join('')}</document>`,
  )
}

const coded = `\ufeff${asked},"Q1","Q2[SQ001]","Q2[SQ002]","Q3[SQ001][1]","Q3[SQ001][2]","Q4","Q5[other]"\n"1","2023-03-01 10:00:00","2","da","A1","A2","","1","2","Y","på øen"\n`
const [first, second] = [{ parent_qid: '0' }, { parent_qid: '2', scale_id: '0' }]
/** As version 2 and 3 write it: texts stand beside what they are of, once for each language. */
const oldStructure = structureFile({
  answers: ['da', 'en'].flatMap((language) => [
    { qid: '1', code: 'A1', answer: language === 'da' ? 'Ja, på øen' : 'Yes', language, scale_id: '0' },
    {
      qid: '2',
      code: 'A2',
      answer: language === 'da' ? 'Ofte &amp; gerne' : 'Often',
      language,
      scale_id: '0',
    },
    { qid: '3', code: '1', answer: language === 'da' ? 'Før' : 'Before', language, scale_id: '0' },
    { qid: '3', code: '2', answer: language === 'da' ? 'Nu' : 'Now', language, scale_id: '1' },
  ]),
  questions: ['en', 'da'].flatMap((language) => [
    {
      qid: '1',
      ...first,
      type: 'L',
      title: 'Q1',
      question: language === 'da' ? '<p>Har I børn på <b>båden</b>?</p>' : 'Boat?',
      other: 'N',
      language,
    },
    {
      qid: '2',
      ...first,
      type: 'F',
      title: 'Q2',
      question: language === 'da' ? 'Hvor ofte' : 'How often',
      other: 'N',
      language,
    },
    {
      qid: '3',
      ...first,
      type: '1',
      title: 'Q3',
      question: language === 'da' ? 'Før og nu' : 'Before and now',
      other: 'N',
      language,
    },
    {
      qid: '4',
      ...first,
      type: 'Y',
      title: 'Q4',
      question: language === 'da' ? 'Går I ud?' : 'Out?',
      other: 'N',
      language,
    },
    {
      qid: '5',
      ...first,
      type: 'M',
      title: 'Q5',
      question: language === 'da' ? 'Mad' : 'Food',
      other: 'Y',
      language,
    },
  ]),
  subquestions: [
    { qid: '21', ...second, type: 'T', title: 'SQ001', question: 'synger I', language: 'da' },
    { qid: '22', ...second, type: 'T', title: 'SQ002', question: 'læser I', language: 'da' },
    {
      qid: '31',
      parent_qid: '3',
      scale_id: '0',
      type: 'T',
      title: 'SQ001',
      question: 'grød',
      language: 'da',
    },
    {
      qid: '51',
      parent_qid: '5',
      scale_id: '0',
      type: 'T',
      title: 'SQ001',
      question: 'æble',
      language: 'da',
    },
  ],
})
/** As version 4 and later: texts in tables of their own. */
const newStructure = structureFile({
  answers: [{ aid: '7', qid: '1', code: 'A1', sortorder: '1', scale_id: '0' }],
  answer_l10ns: [{ id: '1', aid: '7', answer: 'Ja, på øen', language: 'da' }],
  questions: [{ qid: '1', ...first, type: '!', title: 'Q1', other: 'N' }],
  question_l10ns: [{ id: '1', qid: '1', question: 'Har I børn på båden?', language: 'da' }],
})

/** Exports of survey systems: bundles, and files known by their columns. */
export const bundleCases: Record<string, Case> = {
  'surveyxact-four-files': { files: four },
  'surveyxact-zip': {
    files: {
      'eksport.zip': zipped({
        '__MACOSX/._dataset.csv': utf8('x'),
        'undersøgelse/dataset.csv': four['dataset.csv'],
        'undersøgelse/labels.csv': four['labels.csv'],
        'undersøgelse/variables.csv': four['variables.csv'],
        'undersøgelse/structure.csv': four['structure.csv'],
      }),
    },
  },
  'surveyxact-labels-only': {
    files: { 'Dataset_77.csv': four['dataset.csv'], 'Labels_77.csv': four['labels.csv'] },
  },
  'surveyxact-utf-8': {
    files: {
      'dataset.csv': utf8('\ufeff' + dataset),
      'labels.csv': utf8(labels),
      'structure.csv': utf8('\ufeff' + structure),
    },
  },
  'surveyxact-variables-without-header': {
    files: {
      'dataset.csv': four['dataset.csv'],
      'variables.csv': latin('s_1;Har I børn på båden?\ns_2;Hvilke møbler?\n'),
    },
  },
  'limesurvey-codes': {
    files: {
      'results.csv': utf8(
        `\ufeff${asked},"Q1","Q2[SQ001]","Q2[other]","Q3[comment]"\n"1","2023-03-01 10:00:00","2","da","12","A1","på øen","linje ét\nlinje to"\n"2","","1","da","","A2","",""\n`,
      ),
    },
  },
  'limesurvey-codes-and-texts': {
    files: {
      'results.csv': utf8(
        `${asked},"G1Q1. Hvor mange børn går på Åløkke?","G1Q2[SQ001]. Går det godt? [om morgenen]"\n"1","2023-03-01 10:00:00","2","da","12","A1"\n`,
      ),
    },
  },
  'limesurvey-danish-headings': {
    files: {
      'results.csv': utf8(
        '"Svar-ID";"Dato indsendt";"Sidste side";"Startsprog";"Hvor mange børn?";"Hvor mange børn?"\n"1";"2023-03-01 10:00:00";"2";"da";"12";"Æ"\n',
      ),
    },
  },
  'limesurvey-english-headings': {
    files: {
      'results.csv': utf8(
        '"Response ID","Date submitted","Last page","Start language","Søskende"\n"1","2023-03-01 10:00:00","2","da","Ja"\n',
      ),
    },
  },
  'limesurvey-semicolons': {
    files: {
      'results.csv': utf8(
        'id;submitdate;lastpage;startlanguage;seed;Q1\n1;2023-03-01 10:00:00;2;da;77;"grød; æble"\n',
      ),
    },
  },
  'limesurvey-structure': { files: { 'results.csv': utf8(coded), 'survey.lss': oldStructure } },
  'limesurvey-structure-by-language': {
    files: { 'limesurvey.zip': zipped({ 'survey.lss': newStructure, 'results.csv': utf8(coded) }) },
  },
  'limesurvey-structure-alone': { files: { 'survey.lss': newStructure } },
  'redcap-rows-and-dictionary': { files: { 'rows.csv': utf8(rows), 'dictionary.csv': utf8(dictionary) } },
  'redcap-zip': {
    files: {
      'redcap.zip': zipped({ 'dictionary.csv': utf8('\ufeff' + dictionary), 'rows.csv': utf8(rows) }),
    },
  },
  'redcap-labels': {
    files: {
      'rows.csv': utf8(
        'record_id,koen,mad___1,mad___2,alder\n1,Pige,Unchecked,Checked,4\n2,Dreng på ø,Checked,Checked,5\n',
      ),
      'dictionary.csv': utf8(dictionary),
    },
  },
  'redcap-of-its-interface': {
    files: {
      'meta.csv': utf8(
        'field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,field_note,text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,identifier,branching_logic\nrecord_id,barn,,text,Nr.,,,,,,,\nhøjde,barn,,text,Højde,,,number_1dp_comma_decimal,"40,5","130,0",,\n',
      ),
      'rows.csv': utf8('record_id,redcap_event_name,højde\n1,runde_1_arm_1,101.5\n'),
    },
  },
  'redcap-semicolons': {
    files: {
      'dictionary.csv': latin(dictionary),
      'rows.csv': latin('record_id;redcap_repeat_instrument;koen;note_åben\n1;barn;1;på øen\n2;;2;"a;b"\n'),
    },
  },
  'redcap-dictionary-alone': { files: { 'dictionary.csv': utf8(dictionary) } },
  'zip-of-two-tables': {
    files: {
      'filer.zip': zipped({
        'børn.csv': utf8('Navn;Alder\nÅse;1\n'),
        'ansatte.csv': utf8('Navn;År\nBo;2\n'),
      }),
    },
    choices: { table: 'ansatte.csv' },
  },
  'zip-in-zip': { files: { 'filer.zip': zipped({ 'a.zip': zipped({ 'b.csv': utf8('a;b\n1;2\n') }) }) } },
  'zip-bomb': { files: { 'filer.zip': zipped({ 'a.csv': Buffer.alloc(40_000_000, '0;') }) } },
  'refused-xls': { files: { 'gammel.xls': Buffer.from('d0cf11e0a1b11ae1', 'hex') } },
  'refused-pdf': { files: { 'rapport.pdf': utf8('%PDF-1.7\n') } },
}
