/** What is said of zones side by side. Fetched with the page that shows them (dns/useZoneWords.ts). */
export const dns = {
  zones: {
    label: 'Ancienne et nouvelle zone de {zone}',
    objections: 'À vérifier avant de continuer',
    filter: 'Ce qui est montré',
    category: {
      missing: 'Manque ou diffère',
      notRepresentable: 'À poser à la main',
      extra: 'En plus',
      expectedChange: 'Changement prévu',
      droppedGandiDefault: 'Propre à Gandi',
      ttlOnly: 'Durée de vie',
      same: 'Identique',
    },
    name: 'Nom et type',
    old: 'Ancienne zone',
    new: 'Nouvelle zone',
    expected: 'Prévu',
    verdict: 'Constat',
    nothing: 'rien',
    ttl: 'TTL {seconds}',
    handOver: 'À remettre à un administrateur',
    where: 'Ces lignes se posent à la main {where}.',
    download: 'Télécharger en texte',
    none: 'Aucun enregistrement',
    hidden: 'Rien à montrer avec ce choix',
  },
}
