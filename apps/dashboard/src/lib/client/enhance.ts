import { Idiomorph } from 'idiomorph'
console.log(Idiomorph)
