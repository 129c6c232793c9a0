/** Every kind of page there is, with a name for messages. */
export const pages: readonly string[] = [
  '/',
  '/relations',
  '/relations?study=kora-2017&x=funding_model&y=screening',
  '/relations?study=kora-2017&x=funding_model&y=small_groups',
  '/relations?study=kora-2017&x=load_degree&y=extra_grant_per_child&by=funding_model',
  '/relations?study=kora-2017&x=age_weighted_children&y=extra_grant',
  '/relations?study=kora-2017&x=load_degree&y=children_per_staff&where=funding_model:bound,unbound',
  '/relations?study=kora-2017&x=funding_model&y=inclusion',
  '/relations?study=kora-2017-synthetic&x=funding_model&y=screening',
  '/rows?study=kora-2017&unit=institution&where=load_category:high',
  '/audit',
  '/audit/kora-2017',
  '/audit/kora-2017?only=disagrees',
  '/audit/smaabornsteam-2020',
  '/studies/kora-2017',
  '/studies/kora-2017-synthetic',
  '/studies/smaabornsteam-2020',
  '/files/kora-2017/published/cells.csv',
  '/about',
  '/glossary',
  '/search',
  '/search?q=normering',
  '/search?q=findes-ikke',
  '/sign-in',
]

export const firstRelation = '/relations?study=kora-2017&x=funding_model&y=screening'
