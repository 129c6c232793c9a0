/**
 * Common last names in Denmark: the most frequent of *Danskernes Navne* (Nordisk Forskningsinstitut, Københavns Universitet:
 * the whole population, 2005) and those of the Danish words of `@faker-js/faker` (10.6.0, MIT).
 */
export const danishLastNames = `
  Abbas Abdi Abrahamsen Adamsen Ahmed Albertsen Albrechtsen Ali Andersen Andersson Andreasen Andreassen
  Andresen Antonsen Asmussen Axelsen Bach Bak Balle Bang Bay Bech Beck Beckmann Bendixen Bendtsen Bentsen
  Bentzen Berg Bertelsen Berthelsen Birch Bisgaard Bjerg Bjerre Bjerregaard Bjørn Bloch Blom Boesen Bonde
  Borg Borup Boysen Brandt Brix Brodersen Bruhn Bruun Buch Buhl Bundgaard Busk Bæk Callesen Carlsen
  Carstensen Caspersen Christensen Christiansen Christoffersen Christophersen Clausen Clemmensen Dahl
  Dalgaard Dall Dalsgaard Dam Damgaard Damm Damsgaard Danielsen Daugaard Davidsen Degn Dinesen Due Dupont
  Duus Ebbesen Enevoldsen Erichsen Eriksen Esbensen Eskildsen Espersen Fabricius Fischer Fisker Foged
  Frandsen Frank Frederiksen Friis Frost Fuglsang Gade Garcia Gram Graversen Gravesen Gregersen Greve Hald
  Hammer Hansen Hartmann Haugaard Hedegaard Hemmingsen Henningsen Henriksen Hermansen Hjort Hjorth Hoffmann
  Holm Holst Hougaard Hviid Høgh Høj Høyer Haagensen Ibsen Ipsen Isaksen Iversen Jacobsen Jakobsen Jansen
  Jensen Jeppesen Jepsen Jespersen Jessen Johannesen Johannessen Johannsen Johansen Johansson Johnsen
  Josefsen Juhl Justesen Juul Jønsson Jørgensen Karlsen Karlsson Khan Kirk Kirkegaard Kjeldsen Kjær
  Kjærgaard Kjærsgaard Klausen Knudsen Koch Kofod Kofoed Korsgaard Kragh Kristensen Kristiansen
  Kristoffersen Krog Krogh Kruse Kvist Ladefoged Lange Larsen Larsson Lassen Laugesen Lauridsen Lauritsen
  Lauritzen Laursen Laustsen Leth Lind Lindberg Lorentzen Lorenzen Ludvigsen Lund Lynge Madsen Magnussen
  Marcussen Markussen Martinsen Mathiasen Mathiassen Mathiesen Matthiesen Meyer Michaelsen Michelsen
  Mikkelsen Mogensen Mortensen Mouritsen Munch Munk Müller Mølgaard Møller Mørch Nedergaard Nguyen
  Nicolaisen Nielsen Nikolajsen Nilsson Nissen Nygaard Nørgaard Olesen Olsen Olsson Ottesen Ottosen
  Overgaard Ovesen Pallesen Paulsen Pedersen Persson Petersen Pham Philipsen Pihl Poulsen Povlsen Rahbek
  Rask Rasmussen Ravn Richter Riis Rohde Sand Schmidt Schou Schrøder Schultz Simonsen Skou Skov Skovgaard
  Skaarup Sloth Smidt Smith Sommer Sonne Steen Steffensen Storgaard Storm Svendsen Svenningsen Svensson
  Søgaard Søndergaard Sørensen Therkelsen Therkildsen Thomasen Thomassen Thomsen Thorsen Thorup Thrane
  Thuesen Thygesen Thøgersen Toft Torp Truelsen Vestergaard Vilhelmsen Villadsen Villumsen Vinther Wagner
  Westergaard Willumsen Winther Wulff Østergaard Aagaard
`
  .trim()
  .split(/\s+/)
