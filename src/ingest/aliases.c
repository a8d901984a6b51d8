#include "columns.h"

/* Header names after co_utf8_fold (lower case, no accents, marks as one blank, brackets and table
 * prefixes gone), "|" between them: English, German, Spanish, French, Italian, Portuguese, Dutch
 * and ERP tables. A new name is a word, a new language or ERP is a line per field.
 *
 * Of the columns of a file that claim one field the greatest rank wins, then the longest name, so a
 * line per rank: 2 and 1 for names that say it better than longer ones (a due date better than the
 * end of a schedule), -1 for what is only meant for want of another, -2 for names that mean too
 * many things: their cells must be all filled and all different. A name may stand in lines of
 * several fields: the first that its cells fit and that no other column is wins. */
const struct co_alias co_aliases[] = {
    {CO_FIELD_WORK_ORDER, 1,
     "work order|work order no|work order number|wo|wo no|wo num|wo number"},
    {CO_FIELD_WORK_ORDER, 0,
     "order|order number|order no|production order|prod order|manufacturing order|mo|job|"
     "job no|job num|job number|jobnum|shop order|doc num|docnum|document number|number|"
     "no|workordernumber|ordernumber|wip entity name|aufnr|doco|prodid|production|auftrag|"
     "auftragsnummer|auftragsnr|fertigungsauftrag|produktionsauftrag|fa|fa nr|pa nr|orden|"
     "orden de produccion|orden de fabricacion|ordre|ordre de fabrication|ordine|"
     "ordine di produzione|odl|ordem|ordem de producao|productieorder|werkorder|order id|"
     "workorder|work order num|wonum|wo id|order num|orderno|production order no|"
     "production order number|prod order no|prod order number|production no|"
     "manufacturing order no|manufacturing order number|mo no|jobno|jobnumber|"
     "shop order no|shop order number|documentno|document no|wadoco|auftrag nr|auftragsid|"
     "fertigungsauftragsnummer|fertigungsauftrag nr|produktionsauftragsnummer|"
     "betriebsauftrag|werkauftrag|fauf|fa nummer|orden no|numero de orden|numero orden|"
     "no orden|orden de trabajo|orden prod|numero d ordre|numero ordre|no ordre|n ordre|"
     "ordre de production|numero of|n of|no of|numero ordine|n ordine|ordine di lavoro|"
     "ordine prod|numero da ordem|no da ordem|n da ordem|no ordem|ordem de fabrico|"
     "ordem de fabricacao|ordem prod|productieordernummer|productieordernr|"
     "werkordernummer|werkordernr|ordernummer|ordernr|werkbon"},
    {CO_FIELD_WORK_ORDER, -1,
     "work order id|mo number|reference|build|work order name|mo num|lot|wip entity id|"
     "job name"},
    {CO_FIELD_WORK_ORDER, -2, "num|id|nr|of|op|ot|commessa"},
    {CO_FIELD_SUFFIX, 0,
     "suffix|release no|sequence|sequence no|split|release|release number|release id|"
     "sequence number|split no|job suffix|suffix no|sufijo|suffixe|suffisso|sufixo|"
     "teilauftrag|splitnummer"},
    {CO_FIELD_SUFFIX, -1, "seq|seq no|line no|line number|posnr"},
    {CO_FIELD_SUFFIX, -2, "id"},
    {CO_FIELD_OPERATION, 0,
     "operation|operation no|operation number|op|op no|opr seq|oper|oper seq|"
     "operation seq|operation seq num|step|vorgang|vorgangsnummer|arbeitsgang|avo|"
     "operacion|operazione|operacao|operation seq no|operation sequence|op seq|oper no|"
     "oper num|oprseq|step no|vorgang nr|vorgangsnr|arbeitsgangnummer|arbeitsfolge|ag nr|"
     "afo|operacion no|no operacion|numero operation|no operation|gamme|fase|no operacao|"
     "bewerking|bewerkingsnr|vornr"},
    {CO_FIELD_PART, 0,
     "part|part no|part num|part number|partnum|item|item no|item number|item code|"
     "itemnumber|itemcode|material|material no|material number|product|product no|"
     "product number|assembly|sku|source no|article|primary item|2nd item number|"
     "item to manufacture|matnr|plnbez|materialnummer|materialnr|artikel|artikelnr|"
     "artikelnummer|artikel nr|sachnummer|teilenummer|numero material|articulo|producto|"
     "code article|articolo|codice|no do material|n do material|produto|artigo|partno|"
     "part id|partnumber|itemno|item num|materialno|product code|product id|"
     "product number no|assembly no|assembly number|sku code|primary item number|"
     "variant code|walitm|part code|stock code|article no|article number|material nr|"
     "artikelcode|teil|teilenr|teile nr|sach nr|identnummer|herkunftsnr|produkt|"
     "produktnummer|no material|codigo articulo|codigo material|codigo producto|"
     "numero de material|numero article|ref article|reference article|no article|"
     "codice articolo|materiale|prodotto|codigo do produto|codigo do material|"
     "codigo produto|cod produto|numero do material|onderdeel|onderdeelnummer|product nr"},
    {CO_FIELD_PART, -1,
     "item id|material id|assembly item|primary item id|variant|m product id|"
     "zeichnungsnummer|codigo|referencia|produit"},
    {CO_FIELD_DESCRIPTION, 0,
     "description|desc|part description|partdescription|part desc|item name|"
     "item description|itemdescription|material description|product name|prodname|"
     "part name|artikelbezeichnung|teilebezeichnung|bezeichnung|benennung|kurztext|"
     "materialkurztext|descripcion|texto breve|texto breve material|designation|libelle|"
     "descrizione|descricao|omschrijving|descr|descript|product description|wadl01|maktx|"
     "matxt|item desc|beschreibung|materialbezeichnung|materialtext|artikeltext|"
     "artikelbez|bez|produktbezeichnung|descripcion material|descripcion articulo|"
     "texto breve de material|denominacion|designation article|libelle article|"
     "description article|descrizione articolo|descrizione materiale|"
     "descricao do material|descricao do produto|descricao material|"
     "texto breve do material|omschrijving artikel|artikelomschrijving|benaming"},
    {CO_FIELD_DESCRIPTION, -1, "name|job description|order description"},
    {CO_FIELD_SHOP, 1, "shop|department|dept|werkstatt|abteilung|taller|atelier|reparto|afdeling"},
    {CO_FIELD_SHOP, 0,
     "department code|work center|work centre|workcenter|workcentre|wc|production line|"
     "resource|machine|amt workcenter|arbpl|arbeitsplatz|maschine|departamento|"
     "puesto de trabajo|centro de trabajo|poste de charge|centro di lavoro|setor|"
     "centro de trabalho|ctro trabalho|ctro trab|department name|department no|dept no|"
     "work center code|work centre code|work center no|work center name|shop floor|"
     "work area|work cell|workcell|resource group|resource name|machine group|"
     "machine center|machine center no|workstation|work station|production area|"
     "s resource id|wc code|arbeitsplatzgruppe|kapazitat|kapazitatsgruppe|"
     "fertigungsbereich|bereich|linie|fertigungslinie|anlage|maschinengruppe|seccion|"
     "linea|maquina|celda|pto tbjo|pto trabajo|pto trab|ligne|secteur|poste de travail|"
     "poste|ilot|macchina|linea di produzione|cdl|linha|celula|posto de trabalho|recurso|"
     "werkplek|werkcentrum|productielijn|lijn|bewerkingsplaats"},
    {CO_FIELD_SHOP, -1,
     "cell|line|area|warehouse|location|storage location|verantw arbpl|kst|kostenstelle|"
     "pool|operation type|target warehouse|work in progress warehouse|wip warehouse|"
     "destination|m warehouse id|lagerort|almacen|magasin|centro di costo|magazzino|"
     "deposito|magazijn"},
    {CO_FIELD_PLANT, 0,
     "plant|site|branch|branch plant|organization|organization code|organizationcode|org|"
     "werk|werks|standort|centro|planta|usine|stabilimento|vestiging|plant code|plant id|"
     "site id|site code|facility|factory|location group|org code|branch code|wamcu|"
     "werksnummer|niederlassung|betrieb|fabrica|sede|etablissement|sito|impianto|filial|"
     "fabriek"},
    {CO_FIELD_PLANT, -1,
     "organization id|company|location code|locationgroup|business unit|lagerortcode|"
     "division|unidade|locatie"},
    {CO_FIELD_QUANTITY, 0,
     "qty|quantity|order qty|order quantity|qty ordered|quantity ordered|start quantity|"
     "planned qty|planned quantity|plannedquantity|plannedqty|target quantity|make qty|"
     "prod qty|prodqty|qty to manufacture|quantity to produce|work order qty|"
     "work order quantity|lot size|gamng|qtyordered|qtytarget|ordered|soll menge|menge|"
     "auftragsmenge|sollmenge|cantidad|cantidad orden|quantite|quantite a produire|"
     "quantita|quantidade|quantidade da ordem|hoeveelheid|aantal|qty to make|qty to build|"
     "quantity to build|qty to produce|quantity to make|quantity to manufacture|"
     "target qty|lot qty|run qty|total order quantity|job quantity|job qty|build quantity|"
     "build qty|scheduled qty|scheduled quantity|start qty|required qty|required quantity|"
     "wauorg|revised lot size|ordered qty|ordered quantity|prod quantity|"
     "production quantity|bestellmenge|planmenge|fertigungsmenge|losgrosse|losgroesse|"
     "stuckzahl|stueckzahl|sollstuckzahl|sollstueckzahl|cantidad de orden|"
     "cantidad de la orden|cantidad planificada|cantidad a producir|cant orden|cant|"
     "ctd orden|quantite ordre|quantite commandee|quantite prevue|quantite lancee|qte|"
     "qte a produire|qte prevue|qte lancee|quantita ordine|quantita da produrre|"
     "quantita pianificata|quantita prevista|qta|qta ordine|quantidade ordem|"
     "quantidade planejada|quantidade a produzir|qtd|qtde|qtd ordem|qtd da ordem|"
     "te produceren|orderhoeveelheid|geplande hoeveelheid|ordergrootte|aantal te maken"},
    {CO_FIELD_QUANTITY, -1,
     "total quantity|released|net quantity|total qty|scheduled|psmng|anzahl|gesamtmenge|"
     "cantidad total|quantidade total"},
    {CO_FIELD_QUANTITY_COMPLETED, 1,
     "delivered quantity|delivered qty|wemng|gelieferte menge|cantidad entregada|"
     "qtd fornecida|ctd entregada|quantidade fornecida"},
    {CO_FIELD_QUANTITY_COMPLETED, 0,
     "qty completed|quantity completed|ist menge|istmenge|ruckmeldemenge|rueckmeldemenge|"
     "done|made|completed|completed qty|completed quantity|completedquantity|cmpltqty|"
     "qty complete|qty produced|quantity produced|produced|manufactured qty|"
     "confirmed yield quantity|built|finished quantity|good qty|yield|reportedquantity|"
     "reported as finished|qty done|done qty|donequantity|igmng|gutmenge|"
     "fertiggestellte menge|ruckgemeldete menge|rueckgemeldete menge|cantidad completada|"
     "cantidad buena notificada|quantite terminee|quantite completee|quantita completata|"
     "quantidade boa confirmada|afgewerkte hoeveelheid|complete qty|quantity complete|"
     "quantity done|quantity made|qty made|made qty|qty built|quantity built|built qty|"
     "qty finished|finished qty|quantity finished|qty received|received qty|"
     "quantity received|received quantity|qty good|good quantity|yield qty|yield quantity|"
     "confirmed qty|confirmed quantity|confirmed yield|reported qty|reported quantity|"
     "actual qty|actual quantity|produced qty|produced quantity|manufactured quantity|"
     "manufactured|qtydelivered|qty delivered|quantity delivered|qtycompleted|wasoqs|"
     "fertig menge|fertigmenge|gefertigte menge|produzierte menge|gemeldete menge|"
     "gut menge|gutstuck|gutstueck|iststuckzahl|iststueckzahl|liefermenge|"
     "cantidad terminada|cantidad producida|cantidad fabricada|cantidad notificada|"
     "cantidad buena|cant entregada|quantite produite|quantite fabriquee|quantite livree|"
     "quantite realisee|quantite bonne|qte produite|qte realisee|qte terminee|"
     "quantita prodotta|quantita consegnata|quantita buona|qta prodotta|qta completata|"
     "quantidade produzida|quantidade concluida|quantidade entregue|qtd produzida|"
     "qtde produzida|qtd concluida|aantal gereed|gereedgemeld|hoeveelheid gereed|"
     "geproduceerd|geleverde hoeveelheid"},
    {CO_FIELD_QUANTITY_COMPLETED, -1, "received|delivered|gereed|goedgekeurd"},
    {CO_FIELD_QUANTITY_REMAINING, 0,
     "qty remaining|quantity remaining|remaining|remaining qty|remaining quantity|"
     "remainingquantity|remainingqty|open qty|open quantity|qty due|rem qty|qty left|"
     "restquantity|restmenge|offene menge|cantidad pendiente|reste|quantite restante|"
     "residuo|qtde falta|saldo|restant|remain|remain qty|remain quantity|qty open|"
     "quantity open|outstanding qty|outstanding quantity|balance qty|qty outstanding|"
     "quantity outstanding|qty to go|quantity left|backlog qty|offene stuckzahl|"
     "offene stueckzahl|reststuckzahl|reststueckzahl|fehlmenge|cantidad restante|"
     "cant pendiente|quantite reste|reste a produire|reste a faire|qte restante|"
     "quantita residua|quantita restante|qta residua|rimanente|quantidade restante|"
     "quantidade pendente|qtd restante|qtd pendente|qtde restante|resterend|"
     "restant aantal|nog te maken|openstaand"},
    {CO_FIELD_QUANTITY_REMAINING, -1,
     "balance|outstanding|balance due|rest|offen|pendiente|resta|falta"},
    {CO_FIELD_QUANTITY_SCRAPPED, 0,
     "scrap|scrapped|scrap qty|qty scrapped|quantity scrapped|qtyscrapped|"
     "process loss qty|ausschuss|ausschussmenge|chatarra|merma|rebut|scarto|sucata|refugo|"
     "scrap quantity|scrapped qty|scrapped quantity|rejects|qty scrap|qtyscrap|qty lost|"
     "process loss quantity|confirmed scrap|confirmed scrap quantity|iasmg|wasocn|"
     "ausschuss menge|gemeldeter ausschuss|cantidad rechazo|cantidad rechazada|rechazo|"
     "desperdicio|cantidad chatarra|quantite rebutee|quantite rebut|rebuts|qte rebut|"
     "quantita scartata|quantita scarto|scarti|qta scarto|quantidade refugo|"
     "quantidade sucata|qtd refugo|rejeitado|perda|afkeur|uitval|afgekeurd"},
    {CO_FIELD_QUANTITY_SCRAPPED, -1,
     "rejected|qty rejected|quantity rejected|rejectedquantity|rjctqty|rjct qty|"
     "reject qty|reject quantity|rejected qty|qtyreject"},
    {CO_FIELD_DUE_DATE, 2,
     "due|due date|duedate|date due|req due date|reqduedate|deadline|falligkeitstermin|"
     "faelligkeitstermin|fecha de vencimiento|date d echeance|scadenza|data de vencimento|"
     "due on|production deadline|revised due date|fallig|faellig|falligkeitsdatum|"
     "faelligkeitsdatum|fecha vencimiento|echeance|date echeance|data scadenza|"
     "data di scadenza|data vencimento|vervaldatum"},
    {CO_FIELD_DUE_DATE, 1,
     "need date|need by|need by date|req date|required date|requested date|promised date|"
     "promise date|wunschtermin|liefertermin|fecha limite|fecha de entrega|prazo|"
     "leverdatum|date required|date needed|needed by|required by|requested delivery date|"
     "delivery date|delivery|expected delivery date|expected date|promised|promise|"
     "target date|datepromised|wadrqj|want date|lieferdatum|bedarfstermin|bedarfsdatum|"
     "fecha entrega|fecha requerida|fecha compromiso|plazo|date de livraison|"
     "date livraison|delai|date besoin|date de besoin|data di consegna|data consegna|"
     "consegna|data de entrega|data entrega|entrega|gewenste datum|gewenste leverdatum"},
    {CO_FIELD_DUE_DATE, 0,
     "ship date|basic finish date|scheduled completion date|planned completion date|"
     "plannedcompletiondate|planned end date|end date|finish date|ending date|gltrp|"
     "soll ende|fertigstellungstermin|eckendtermin|endtermin|fecha fin extrema|"
     "date de fin|data di fine|data conclusao|einddatum|target end date|"
     "target finish date|finish by|production end date|planned finish|planned finish date|"
     "basic finish|date to|dateto|customer due date|scheduled completion|fallig am|"
     "faellig am|falligkeit|faelligkeit|terminprod|solltermin|enddatum|endetermin|"
     "fertigtermin|fertigstellungsdatum|plan ende|geplantes ende|vencimiento|fecha fin|"
     "fecha de fin|fecha necesaria|date fin|fin prevue|date de fin prevue|data fine|"
     "fine prevista|data richiesta|data fine prevista|vencimento|data fim|data de fim|"
     "data de conclusao|data necessaria|termino|data base fim|gereeddatum|"
     "geplande einddatum"},
    {CO_FIELD_DUE_DATE, -1,
     "scheduled finish|scheduled finish date|sched finish|scheduled end date|finish|gltrs|"
     "end|scheduled end|datescheduled|datefinishschedule|termin|ende|terminiertes ende|"
     "termin ende|fecha fin programada|einde"},
    {CO_FIELD_START_DATE, 1,
     "basic start date|gstrp|eckstarttermin|fecha inicio extrema|data base inic"},
    {CO_FIELD_START_DATE, 0,
     "start|start date|startdate|sched start|scheduled start|scheduled start date|"
     "planned start date|plannedstartdate|scheduled date|starting date|starttermin|"
     "startdatum|fecha de inicio|date de debut|data di inizio|start on|begin date|"
     "scheduled for|production start date|planned start|basic start|target start date|"
     "revised start date|datescheduledtostart|datestartschedule|date from|datefrom|wastrt|"
     "start by|starttermin geplant|beginn|beginndatum|anfangsdatum|terminierter start|"
     "termin start|plan start|geplanter start|eckstart|soll start|fecha inicio|"
     "fecha inicio programada|fecha de comienzo|date debut|debut prevu|"
     "date de debut prevue|date de lancement|data inizio|inizio previsto|"
     "data inizio prevista|data inicio|data de inicio|inicio previsto|"
     "data inicio real previsto|data base inicio|begindatum|start datum|"
     "geplande startdatum|startdatum gepland|aanvang"},
    {CO_FIELD_START_DATE, -1,
     "release date|gstrs|begin|start time|released|release|scheduled|anfang|freigabedatum|"
     "inicio|debut|inizio"},
    {CO_FIELD_STATUS, 1, "status|state|system status|order status|systemstatus"},
    {CO_FIELD_STATUS, 0,
     "wo status|job status|work order status|status type|estado|status de sistema|"
     "estado de sistema|statut|etat|stato|situacao|status do sistema|status code|"
     "status name|status text|state name|order state|production status|"
     "production order status|mo status|wo state|job state|docstatus|doc status|"
     "document status|workflow status|wasrst|auftragsstatus|status text de|zustand|"
     "fa status|situacion|estatus|estado orden|estado de la orden|estado del sistema|"
     "etat ordre|statut ordre|statut of|etat of|stato ordine|status da ordem|"
     "situacao da ordem|estado da ordem|orderstatus|toestand"},
    {CO_FIELD_STATUS, -1, "st|anwenderstatus|stat"},
    {CO_FIELD_PRIORITY, 0,
     "priority|prio|pri|urgency|schedule priority|prioritat|prioritaet|prioridad|priorite|"
     "priorita|prioridade|prioriteit|aprio|priority code|job priority|order priority|"
     "wo priority|priorityrule|priority rule|schedule prio|dringlichkeit|urgencia|urgence|"
     "urgenza|spoed|wichtigkeit"},
    {CO_FIELD_PRIORITY, -1, "hot|rank|rang"},
    {CO_FIELD_SALES_ORDER, 1,
     "sales order|sales order no|so|kundenauftrag|pedido cliente|commande client|"
     "ordine cliente|ordem do cliente|verkooporder|kdauf|sales order number"},
    {CO_FIELD_SALES_ORDER, 0,
     "parent wo|parent job|superior order|origin|created from|wbs|so no|so number|so num|"
     "sales order num|customer order|customer order no|origin num|originnum|parent order|"
     "parent work order|parent mo|project no|project number|job parent|superior order no|"
     "wbs element|kundenauftrag nr|kundenauftragsnummer|kd auftrag|bestellnummer|"
     "projektnummer|psp element|vorgelagerter auftrag|pedido de cliente|pedido de venta|"
     "orden superior|commande cliente|numero commande|ordine di vendita|ordine vendita|"
     "pedido de venda|pedido do cliente|pedido venda|ordem de venda|klantorder|project nr"},
    {CO_FIELD_SALES_ORDER, -1,
     "project|projekt|source|source document|parent build|demands|maufnr|bestellung|"
     "pedido|proyecto|commande|projet|affaire|progetto|projeto"},
    {CO_FIELD_PLANNER, 0,
     "planner|buyer planner|mrp controller|scheduler|disponent|dispo|planificador|"
     "gestionnaire|planejador mrp|planner code|planner name|production planner|"
     "planner buyer|production scheduler|planner id|fertigungsplaner|planer|"
     "verantwortlich|verantwortlicher|planificador nec|planificador de necesidades|"
     "programador|planificateur|responsable production|ordonnanceur|approvisionneur|"
     "pianificatore|controller mrp|planejador|planeador|programador de producao|"
     "werkvoorbereider|verantwoordelijke|planner mrp"},
    {CO_FIELD_PLANNER, -1,
     "responsible|owner|fertigungssteuerer|buyer|production supervisor|supervisor|fevor|"
     "assigned to|responsible person|bearbeiter|sachbearbeiter|responsable|"
     "resp ctrl produccion|responsable control produccion|responsabile|responsavel"},
    {CO_FIELD_CUSTOMER, 1, "customer name|kundenname|client name|cust name"},
    {CO_FIELD_CUSTOMER, 0,
     "customer|cust|client|kunde|cliente|klant|customer no|customer number|customer id|"
     "sold to|sold to party|kundennummer|kunden nr|kundennr|auftraggeber|nombre cliente|"
     "nombre del cliente|nom client|nom du client|ragione sociale|nome cliente|"
     "nome do cliente|klantnaam|debiteur"},
    {CO_FIELD_CUSTOMER, -1, "ship to|ship to party|ship to name"},
};

const size_t co_aliases_n = sizeof co_aliases / sizeof *co_aliases;
