export const coded = '/api/v1/studies/interviews-synthetic/interviews'

/** What is asked of interviews, and the same said at the command line. */
export const interviewPairs = {
  [`${coded}/matrix`]: 'interviews matrix --study interviews-synthetic',
  [`${coded}/matrix?by=coder&levels=1&sort=excerpts`]:
    'interviews matrix --study interviews-synthetic --by coder --levels 1 --sort excerpts',
  [`${coded}/agreement?level=character&below=yes`]:
    'interviews agreement --study interviews-synthetic --level character --below',
  [`${coded}/values`]: 'interviews values --study interviews-synthetic',
  [`${coded}/values?variable=screening`]:
    'interviews values --study interviews-synthetic --variable screening',
}
