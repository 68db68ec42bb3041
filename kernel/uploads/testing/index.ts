export { aBombPdf, aBombPng, aPdf, aPhotoOf, aScan, aTalkativePdf, anActivePdf, anEncryptedPdf, anImage } from './an-upload.ts';
