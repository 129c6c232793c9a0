/** An element of REFI-QDA 1.5 (schema of 18 March 2019): its attributes, and its children in the order they must have. */
export type ElementRule = { attributes: string[]; required: string[]; children: string[] }

const made = ['creatingUser', 'creationDateTime', 'modifyingUser', 'modifiedDateTime']
const tail = ['Coding', 'NoteRef', 'VariableValue']

function rule(attributes: string, children: string | string[] = [], required = ''): ElementRule {
  return {
    attributes: words(attributes).flatMap((word) => (word === 'made' ? made : [word])),
    required: words(required),
    children: typeof children === 'string' ? words(children) : children,
  }
}

const text = rule(
  'guid name richTextPath plainTextPath made',
  [...words('Description PlainTextContent PlainTextSelection'), ...tail],
  'guid',
)
const selection = 'Description Coding NoteRef'
const recording = (own: string) =>
  rule('guid name path currentPath made', ['Description', 'Transcript', own, ...tail], 'guid')
const reference = rule('targetGUID', '', 'targetGUID')
const region = 'firstX firstY secondX secondY'

/** What the standard allows, element by element: what a project is held against, and what is written follows. */
export const schema: Record<string, ElementRule> = {
  Project: rule(
    'name origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath',
    'Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef',
    'name',
  ),
  Users: rule('', 'User'),
  User: rule('guid name id', '', 'guid'),
  CodeBook: rule('origin', 'Codes Sets'),
  Codes: rule('', 'Code'),
  Code: rule('guid name isCodable color', 'Description NoteRef Code', 'guid name isCodable'),
  Variables: rule('', 'Variable'),
  Variable: rule('guid name typeOfVariable', 'Description', 'guid name typeOfVariable'),
  Cases: rule('', 'Case'),
  Case: rule('guid name', 'Description CodeRef VariableValue SourceRef SelectionRef', 'guid'),
  VariableValue: rule(
    '',
    'VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue',
  ),
  Sources: rule('', 'TextSource PictureSource PDFSource AudioSource VideoSource'),
  TextSource: text,
  Representation: text,
  TextDescription: text,
  Note: text,
  PictureSource: rule(
    'guid name path currentPath made',
    ['Description', 'TextDescription', 'PictureSelection', ...tail],
    'guid',
  ),
  PDFSource: rule(
    'guid name path currentPath made',
    ['Description', 'PDFSelection', 'Representation', ...tail],
    'guid',
  ),
  AudioSource: recording('AudioSelection'),
  VideoSource: recording('VideoSelection'),
  Transcript: rule(
    'guid name richTextPath plainTextPath made',
    'Description PlainTextContent SyncPoint TranscriptSelection NoteRef',
    'guid',
  ),
  SyncPoint: rule('guid timeStamp position', '', 'guid'),
  PlainTextSelection: rule(
    'guid name startPosition endPosition made',
    selection,
    'guid startPosition endPosition',
  ),
  PictureSelection: rule(`guid name ${region} made`, selection, `guid ${region}`),
  PDFSelection: rule(
    `guid name page ${region} made`,
    'Description Representation Coding NoteRef',
    `guid page ${region}`,
  ),
  AudioSelection: rule('guid name begin end made', selection, 'guid begin end'),
  VideoSelection: rule('guid name begin end made', selection, 'guid begin end'),
  TranscriptSelection: rule('guid name fromSyncPoint toSyncPoint made', selection, 'guid'),
  Coding: rule('guid creatingUser creationDateTime', 'CodeRef NoteRef', 'guid'),
  Notes: rule('', 'Note'),
  Links: rule('', 'Link'),
  Link: rule('guid name direction color originGUID targetGUID', 'NoteRef', 'guid'),
  Sets: rule('', 'Set'),
  Set: rule('guid name', 'Description MemberCode MemberSource MemberNote', 'guid name'),
  // A codebook says guid where a project says targetGUID.
  MemberCode: rule('targetGUID guid'),
  MemberSource: reference,
  MemberNote: reference,
  Graphs: rule('', 'Graph'),
  Description: rule(''),
  PlainTextContent: rule(''),
  TextValue: rule(''),
  BooleanValue: rule(''),
  IntegerValue: rule(''),
  FloatValue: rule(''),
  DateValue: rule(''),
  DateTimeValue: rule(''),
  NoteRef: reference,
  CodeRef: reference,
  SourceRef: reference,
  SelectionRef: reference,
  VariableRef: reference,
}

/** Elements whose children may come in any order. */
export const unordered = new Set(['Sources', 'VariableValue'])

function words(list: string): string[] {
  return list.split(' ').filter(Boolean)
}
