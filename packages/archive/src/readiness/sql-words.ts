/** Words of SQL-99 that no variable may be called by (executive order 128 of 2020, annex 9, after ISO/IEC 9075:1999). */
export const sqlWords: ReadonlySet<string> = new Set(
  `absolute action add admin after aggregate alias all allocate alter and any are array as asc assertion at authorization
  before begin binary bit blob boolean both breadth by call cascade cascaded case cast catalog char character check class clob
  close collate collation column commit completion connect connection constraint constraints constructor continue
  corresponding create cross cube current current_date current_path current_role current_time current_timestamp current_user
  cursor cycle data date day deallocate dec decimal declare default deferrable deferred delete depth deref desc describe
  descriptor destroy destructor deterministic diagnostics dictionary disconnect distinct domain double drop dynamic each else
  end end-exec equals escape every except exception exec execute external false fetch first float for foreign found free from
  full function general get global go goto grant group grouping having host hour identity ignore immediate in indicator
  initialize initially inner inout input insert int integer intersect interval into is isolation iterate join key language
  large last lateral leading left less level like limit local localtime localtimestamp locator map match minute modifies
  modify module month names national natural nchar nclob new next no none not null numeric object of off old on only open
  operation option or order ordinality out outer output pad parameter parameters partial path postfix precision prefix
  preorder prepare preserve primary prior privileges procedure public read reads real recursive ref references referencing
  relative restrict result return returns revoke right role rollback rollup routine row rows savepoint schema scope scroll
  search second section select sequence session session_user set sets size smallint some space specific specifictype sql
  sqlexception sqlstate sqlwarning start state statement static structure system_user table temporary terminate than then
  time timestamp timezone_hour timezone_minute to trailing transaction translation treat trigger true under union unique
  unknown unnest update usage user using value values varchar variable varying view when whenever where with without work
  write year zone`.split(/\s+/),
)
