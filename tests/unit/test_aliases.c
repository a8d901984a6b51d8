#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "check.h"
#include "columns.h"
#include "lists.h"

/* Whole headers as each system writes them, a row or a few, and every column that is a field. What
 * is not named must stay what it is: a column nobody knows. */
static const struct {
    const char *what, *text, *fields;
} systems[] = {
    {"SAP COOIS, English",
     "Order;Material Number;Material description;Plant;Work center;MRP controller;Production "
     "Supervisor;Storage Location;Order quantity (GMEIN);Delivered quantity (GMEIN);"
     "Confirmed Yield Quantity (GMEIN);Unit of measure (=GMEIN);Basic start date;Basic "
     "finish date;Scheduled start;Scheduled finish date;Actual finish date;Release date "
     "(actual);System Status;Order Type;Batch;Sales Order"
     "\n"
     "1000123;0031842;Shaft;1000;MILL;M01;S1;0001;60;10;12;PC;01.11.2026;23.11.2026;"
     "02.11.2026;22.11.2026;;01.11.2026;REL  PCNF;PP01;;47"
     "\n"
     "1000124;0031842;Shaft;1000;MILL;M01;S1;0001;60;10;12;PC;01.11.2026;23.11.2026;"
     "02.11.2026;22.11.2026;;01.11.2026;REL;PP01;;"
     "\n",
     "work_order = Order, part = Material Number, description = Material description,"
     " plant = Plant, shop = Work center, planner = MRP controller, quantity = Order "
     "quantity (GMEIN), quantity_completed = Delivered quantity (GMEIN), start_date "
     "= Basic start date, due_date = Basic finish date, status = System Status, sales_order "
     "= Sales Order"},
    {"SAP COOIS, Spanish",
     "Orden;Número material;Texto breve material;Centro;Puesto de trabajo;Planificador "
     "nec.;Resp.ctrl.producción;Cantidad orden (GMEIN);Cantidad entregada (GMEIN);Cantidad "
     "buena notificada (GMEIN);Fecha inicio extrema;Fecha fin extrema;Fecha liberac.real;"
     "Status de sistema;Clase de orden;Pedido cliente"
     "\n"
     "1000123;0031842;Eje;1000;FRE;P1;R1;60;0;3;01.11.2026;23.11.2026;01.11.2026;LIB.;"
     "PP01;47"
     "\n",
     "work_order = Orden, part = Número material, description = Texto breve material,"
     " plant = Centro, shop = Puesto de trabajo, planner = Planificador nec., quantity "
     "= Cantidad orden (GMEIN), quantity_completed = Cantidad entregada (GMEIN), start_date "
     "= Fecha inicio extrema, due_date = Fecha fin extrema, status = Status de sistema,"
     " sales_order = Pedido cliente"},
    {"SAP COOIS, Portuguese",
     "Ordem;Nº do material;Texto breve material;Ctro Trabalho;Planejador MRP;Depósito;"
     "Quantidade da ordem (GMEIN);Qtd.fornecida (GMEIN);Quantidade boa confirmada (GMEIN);"
     "Data-base iníc.;Data conclusão (prog.);Data início real;Data fim real;Status do "
     "sistema;Ordem do Cliente;Item ord.cliente;Lote"
     "\n"
     "1000123;0031842;Eixo;FRE;P1;D1;60;0;1;01.11.2026;23.11.2026;;;LIB;47;10;"
     "\n",
     "work_order = Ordem, part = Nº do material, description = Texto breve material,"
     " shop = Ctro Trabalho, planner = Planejador MRP, quantity = Quantidade da ordem "
     "(GMEIN), quantity_completed = Qtd.fornecida (GMEIN), start_date = Data-base iníc.,"
     " due_date = Data conclusão (prog.), status = Status do sistema, sales_order = "
     "Ordem do Cliente"},
    {"SAP, German",
     "Auftrag;Materialnummer;Materialkurztext;Werk;Arbeitsplatz;Verantw.ArbPl.;Disponent;"
     "Fertigungssteuerer;Auftragsmenge;Gelieferte Menge;Gutmenge;Ausschussmenge;Eckstarttermin;"
     "Eckendtermin;Termin. Start;Termin. Ende;Systemstatus;Auftragsart"
     "\n"
     "1000123;0031842;Welle;1000;FRAES;DREH;M01;S1;60;0;1;0;01.11.2026;23.11.2026;02.11.2026;"
     "22.11.2026;FREI;PP01"
     "\n",
     "work_order = Auftrag, part = Materialnummer, description = Materialkurztext, plant "
     "= Werk, shop = Arbeitsplatz, planner = Disponent, quantity = Auftragsmenge, "
     "quantity_completed "
     "= Gelieferte Menge, quantity_scrapped = Ausschussmenge, start_date = Eckstarttermin,"
     " due_date = Eckendtermin, status = Systemstatus"},
    {"SAP tables",
     "AUFNR,PLNBEZ,MATNR,WERKS,DISPO,FEVOR,GAMNG,PSMNG,WEMNG,IGMNG,IASMG,GMEIN,GSTRP,"
     "GLTRP,GSTRS,GLTRS,GSTRI,GLTRI,FTRMI,AUART,APRIO,KDAUF,KDPOS,MAUFNR"
     "\n"
     "000001000123,0031842,0031842,1000,M01,S1,60,60,0,1,0,PC,20261101,20261123,20261102,"
     "20261122,00000000,00000000,20261101,PP01,1,47,10,"
     "\n",
     "work_order = AUFNR, part = PLNBEZ, plant = WERKS, planner = DISPO, quantity = "
     "GAMNG, quantity_completed = WEMNG, quantity_scrapped = IASMG, start_date = GSTRP,"
     " due_date = GLTRP, priority = APRIO, sales_order = KDAUF"},
    {"Oracle EBS WIP",
     "WIP_ENTITY_NAME,WIP_ENTITY_ID,PRIMARY_ITEM_ID,ASSEMBLY,ORGANIZATION_ID,DEPARTMENT,"
     "SCHEDULE_GROUP,START_QUANTITY,NET_QUANTITY,QUANTITY_COMPLETED,QUANTITY_SCRAPPED,"
     "SCHEDULED_START_DATE,SCHEDULED_COMPLETION_DATE,DATE_RELEASED,DATE_COMPLETED,DATE_CLOSED,"
     "STATUS_TYPE,JOB_TYPE,CLASS_CODE"
     "\n"
     "J47110,991,17,AS-1,204,MILL,G1,60,60,0,0,01-NOV-26,23-NOV-26,01-NOV-26,,,3,1,STD"
     "\n",
     "work_order = WIP_ENTITY_NAME, part = ASSEMBLY, plant = ORGANIZATION_ID, shop = "
     "DEPARTMENT, quantity = START_QUANTITY, quantity_completed = QUANTITY_COMPLETED,"
     " quantity_scrapped = QUANTITY_SCRAPPED, start_date = SCHEDULED_START_DATE, due_date "
     "= SCHEDULED_COMPLETION_DATE, status = STATUS_TYPE"},
    {"Oracle EBS WIP, operations",
     "WIP_ENTITY_NAME,OPERATION_SEQ_NUM,DEPARTMENT_CODE,QUANTITY_IN_QUEUE,QUANTITY_RUNNING,"
     "QUANTITY_WAITING_TO_MOVE,QUANTITY_REJECTED,QUANTITY_COMPLETED"
     "\n"
     "J47110,10,MILL,5,1,0,0,3"
     "\n"
     "J47110,20,TURN,0,0,0,0,0"
     "\n"
     "J47110,30,TURN,0,0,0,0,0"
     "\n",
     "work_order = WIP_ENTITY_NAME, operation = OPERATION_SEQ_NUM, shop = DEPARTMENT_CODE,"
     " quantity_scrapped = QUANTITY_REJECTED, quantity_completed = QUANTITY_COMPLETED"},
    {"Oracle Fusion",
     "WorkOrderNumber,ItemNumber,ItemDescription,OrganizationCode,PlannedQuantity,"
     "CompletedQuantity,"
     "PlannedStartDate,PlannedCompletionDate,ActualStartDate,ActualCompletionDate,Status,"
     "SCHEDULE_PRIORITY,ExpeditedFlag"
     "\n"
     "47110,AS-1,Shaft,M1,60,0,2026-11-01,2026-11-23,,,Released,1,N"
     "\n",
     "work_order = WorkOrderNumber, part = ItemNumber, description = ItemDescription,"
     " plant = OrganizationCode, quantity = PlannedQuantity, quantity_completed = "
     "CompletedQuantity,"
     " start_date = PlannedStartDate, due_date = PlannedCompletionDate, status = Status,"
     " priority = SCHEDULE_PRIORITY"},
    {"JD Edwards",
     "Order Number,Or Ty,2nd Item Number,Item Number,Branch/Plant,Work Center,Quantity "
     "Ordered,Quantity Completed,Start Date,Requested Date,Status"
     "\n"
     "47110,WO,AS-1,991,M30,200-101,60,0,126305,126327,30"
     "\n",
     "work_order = Order Number, part = 2nd Item Number, plant = Branch/Plant, shop "
     "= Work Center, quantity = Quantity Ordered, quantity_completed = Quantity Completed,"
     " start_date = Start Date, due_date = Requested Date, status = Status"},
    {"JD Edwards F4801",
     "WADOCO,WADCTO,WALITM,WADL01,WAMCU,WAUORG,WASOQS,WASOCN,WASTRT,WADRQJ,WASRST"
     "\n"
     "47110,WO,AS-1,Shaft,M30,60,0,0,126305,126327,45"
     "\n",
     "work_order = WADOCO, part = WALITM, description = WADL01, plant = WAMCU, quantity "
     "= WAUORG, quantity_completed = WASOQS, quantity_scrapped = WASOCN, start_date "
     "= WASTRT, due_date = WADRQJ, status = WASRST"},
    {"Epicor BAQ",
     "JobHead_JobNum,JobHead_PartNum,JobHead_PartDescription,PMD,ASSY,JobHead_Plant,"
     "JobHead_ProdQty,Calculated_RemainingQty,JobHead_StartDate,JobHead_StartHour,JobHead_"
     "ReqDueDate,"
     "Due_Date,JobHead_JobReleased,JobHead_JobFirm,JobHead_JobComplete,JobHead_JobClosed"
     "\n"
     "J47110,AS-1,Shaft,X,1,MfgSys,60,12,11/01/2026,23.67,11/23/2026,11/25/2026,True,"
     "True,False,False"
     "\n",
     "work_order = JobHead_JobNum, part = JobHead_PartNum, description = JobHead_PartDescription,"
     " plant = JobHead_Plant, quantity = JobHead_ProdQty, quantity_remaining = "
     "Calculated_RemainingQty,"
     " start_date = JobHead_StartDate, due_date = Due_Date"},
    {"Epicor, operations",
     "JobHead_JobNum,JobOper_AssemblySeq,JobOper_OprSeq,JobOper_OpCode,JobOper_RunQty,"
     "JobOper_QtyCompleted"
     "\n"
     "J47110,0,10,MILL,60,12"
     "\n"
     "J47110,0,20,TURN,60,0"
     "\n"
     "J47110,0,30,TURN,60,0"
     "\n",
     "work_order = JobHead_JobNum, operation = JobOper_OprSeq, quantity = JobOper_RunQty,"
     " quantity_completed = JobOper_QtyCompleted"},
    {"JobBOSS",
     "Job,Operation #,Part_Number,Description,Material,AMT Workcenter,Make Qty,Pick "
     "Qty,Order_Date,Promised_Date,Status,Operation Status,Customer,Outsource Vendor"
     "\n"
     "J47110,10,AS-1,Shaft,Bar 40,MILL,60,60,11/01/2026,11/23/2026,O,O,ACME,"
     "\n",
     "work_order = Job, operation = Operation #, part = Part_Number, description = Description,"
     " shop = AMT Workcenter, quantity = Make Qty, due_date = Promised_Date, status "
     "= Status, customer = Customer"},
    {"ERPNext",
     "ID,Item To Manufacture,Item Name,Item Description,Target Warehouse,Work-in-Progress "
     "Warehouse,Company,Qty To Manufacture,Manufactured Qty,Process Loss Qty,Planned "
     "Start Date,Planned End Date,Actual Start Date,Actual End Date,Expected Delivery "
     "Date,Status,Sales Order,Project,Production Plan"
     "\n"
     "MFG-WO-2026-00001,AS-1,Shaft,A shaft,Stores - A,WIP - A,ACME,60,0,0,2026-11-01 "
     "08:00:00,2026-11-20 08:00:00,,,2026-11-23,Not Started,SO-1,P1,PP-1"
     "\n",
     "work_order = ID, part = Item To Manufacture, description = Item Description, shop "
     "= Work-in-Progress Warehouse, plant = Company, quantity = Qty To Manufacture, "
     "quantity_completed = Manufactured Qty, quantity_scrapped = Process Loss Qty, start_date "
     "= Planned Start Date, due_date = Expected Delivery Date, status = Status, sales_order "
     "= Sales Order"},
    {"Odoo",
     "Reference,Product,Operation Type,Responsible,Company,Quantity To Produce,Quantity "
     "Produced,Quantity Producing,Scheduled Date,Scheduled End Date,Deadline,Start Date,"
     "End Date,State,Priority,Source"
     "\n"
     "WH/MO/00001,AS-1,WH: Manufacturing,Kim,ACME,60,0,0,2026-11-01 08:00:00,2026-11-20 "
     "08:00:00,2026-11-23 00:00:00,,,confirmed,0,S1"
     "\n",
     "work_order = Reference, part = Product, shop = Operation Type, planner = Responsible,"
     " plant = Company, quantity = Quantity To Produce, quantity_completed = Quantity "
     "Produced, start_date = Scheduled Date, due_date = Deadline, status = State, priority "
     "= Priority, sales_order = Source"},
    {"Tryton",
     "Number,Reference,Product,Warehouse,Location,Quantity,Unit,Planned Start Date,Effective "
     "Start Date,State,Origin"
     "\n"
     "47110,R1,AS-1,WH,Mill,60,u,2026-11-01,,running,SO1"
     "\n",
     "work_order = Number, part = Product, shop = Warehouse, quantity = Quantity, start_date "
     "= Planned Start Date, status = State, sales_order = Origin"},
    {"frePPLe",
     "reference,owner,item,operation,location,resource,quantity,quantity_completed,start "
     "date,end date,status,batch,demands,criticality,delay,remark"
     "\n"
     "MO1,,AS-1,Make AS-1,Factory,MILL,60,0,2026-11-01 08:00:00,2026-11-23 08:00:00,"
     "confirmed,,D1,0,0,"
     "\n",
     "work_order = reference, planner = owner, part = item, operation = operation, shop "
     "= resource, quantity = quantity, quantity_completed = quantity_completed, start_date "
     "= start date, due_date = end date, status = status, sales_order = demands"},
    {"qcadoo",
     "number,externalNumber,name,product,division,plannedQuantity,doneQuantity,dateFrom,"
     "dateTo,effectiveDateFrom,effectiveDateTo,state,company"
     "\n"
     "47110,,Order 47110,AS-1,D1,60,0,2026-11-01,2026-11-23,,,03inProgress,ACME"
     "\n",
     "work_order = number, description = name, part = product, plant = division, quantity "
     "= plannedQuantity, quantity_completed = doneQuantity, start_date = dateFrom, due_date "
     "= dateTo, status = state"},
    {"InvenTree",
     "Reference,Parent Build,Part,Destination,Quantity,Completed,Start Date,Target Date,"
     "Completion Date,Status,Priority,Sales Order"
     "\n"
     "BO0001,,AS-1,Mill,60,5,2026-11-01,2026-11-23,,Production,0,SO1"
     "\n",
     "work_order = Reference, part = Part, shop = Destination, quantity = Quantity, "
     "quantity_completed = Completed, start_date = Start Date, due_date = Target Date,"
     " status = Status, priority = Priority, sales_order = Sales Order"},
    {"Business Central",
     "No.,Source No.,Description,Location Code,Routing No.,Quantity,Finished Quantity,"
     "Remaining Quantity,Starting Date,Ending Date,Due Date,Creation Date,Last Date "
     "Modified,Status,Blocked"
     "\n"
     "101001,AS-1,Shaft,BLUE,R1,60,0,60,01.11.26,20.11.26,23.11.26,01.10.26,01.10.26,"
     "Released,No"
     "\n",
     "work_order = No., part = Source No., description = Description, plant = Location "
     "Code, quantity = Quantity, quantity_completed = Finished Quantity, quantity_remaining "
     "= Remaining Quantity, start_date = Starting Date, due_date = Due Date, status "
     "= Status"},
    {"Business Central, German",
     "Nr.;Herkunftsnr.;Beschreibung;Lagerortcode;Menge;Fertiggestellte Menge;Restmenge;"
     "Startdatum;Enddatum;Fälligkeitsdatum;Status"
     "\n"
     "101001;AS-1;Welle;BLAU;60;0;60;01.11.26;20.11.26;23.11.26;Freigegeben"
     "\n",
     "work_order = Nr., part = Herkunftsnr., description = Beschreibung, plant = Lagerortcode,"
     " quantity = Menge, quantity_completed = Fertiggestellte Menge, quantity_remaining "
     "= Restmenge, start_date = Startdatum, due_date = Fälligkeitsdatum, status = Status"},
    {"Dynamics 365",
     "Production,Item number,Name,Site,Pool,Scheduled,Started,Reported as finished,Remain,"
     "Delivery,Scheduled start,Scheduled end,Status,Remain status"
     "\n"
     "P000123,AS-1,Shaft,1,MILL,60,60,10,50,11/23/2026,11/01/2026,11/20/2026,Started,"
     "Material consumption"
     "\n",
     "work_order = Production, part = Item number, description = Name, plant = Site,"
     " shop = Pool, quantity = Scheduled, quantity_completed = Reported as finished,"
     " quantity_remaining = Remain, due_date = Delivery, start_date = Scheduled start,"
     " status = Status"},
    {"SAP Business One",
     "DocNum;ItemCode;ProdName;Warehouse;PlannedQty;CmpltQty;RjctQty;PostDate;StartDate;"
     "DueDate;Status;Type;OriginNum"
     "\n"
     "47110;AS-1;Shaft;01;60;0;0;01.10.26;01.11.26;23.11.26;R;S;47"
     "\n",
     "work_order = DocNum, part = ItemCode, description = ProdName, shop = Warehouse,"
     " quantity = PlannedQty, quantity_completed = CmpltQty, quantity_scrapped = RjctQty,"
     " start_date = StartDate, due_date = DueDate, status = Status, sales_order = OriginNum"},
    {"NetSuite",
     "Document Number,Assembly,Location,Department,Class,Quantity,Built,Buildable,Production "
     "Start Date,Production End Date,Actual Production Start Date,Actual Production "
     "End Date,Date Created,Status,Created From"
     "\n"
     "WO47110,AS-1,Main,Mill,C1,60,0,10,11/01/2026,11/23/2026,,,10/01/2026,Released,"
     "SO9"
     "\n",
     "work_order = Document Number, part = Assembly, shop = Department, quantity = Quantity,"
     " quantity_completed = Built, start_date = Production Start Date, due_date = Production "
     "End Date, status = Status, sales_order = Created From"},
    {"Infor SyteLine",
     "Job,Suffix,Item,Description,WC,Released,Completed,Scrapped,Start,End,Status"
     "\n"
     "47110,0,AS-1,Shaft,MILL,60,0,0,11/01/2026,11/23/2026,R"
     "\n",
     "work_order = Job, suffix = Suffix, part = Item, description = Description, shop "
     "= WC, quantity = Released, quantity_completed = Completed, quantity_scrapped = "
     "Scrapped, start_date = Start, due_date = End, status = Status"},
    {"IFS",
     "Order No,Release No,Sequence No,Part Number,Part Description,Site,Work Center,"
     "Lot Size,Remaining Quantity,Need Date,Start,Finish,State"
     "\n"
     "47110,*,*,AS-1,Shaft,10,MILL,60,12,2026-11-23,2026-11-01,2026-11-20,Released"
     "\n",
     "work_order = Order No, suffix = Release No, part = Part Number, description = "
     "Part Description, plant = Site, shop = Work Center, quantity = Lot Size, quantity_remaining "
     "= Remaining Quantity, due_date = Need Date, start_date = Start, status = State"},
    {"QAD",
     "Work Order,ID,Item,Site,Qty Ordered,Qty Completed,Qty Rejected,Order,Release,Due,"
     "St"
     "\n"
     "47110,L1,AS-1,10,60,0,0,10/01/26,11/01/26,11/23/26,R"
     "\n"
     "47110,L2,AS-1,10,60,0,0,10/01/26,11/01/26,11/23/26,R"
     "\n"
     "47110,L3,AS-1,10,60,0,0,10/01/26,11/01/26,11/23/26,R"
     "\n",
     "work_order = Work Order, suffix = ID, part = Item, plant = Site, quantity = Qty Ordered, "
     "quantity_completed "
     "= Qty Completed, quantity_scrapped = Qty Rejected, start_date = Release, due_date "
     "= Due, status = St"},
    {"Fishbowl",
     "MO NUM,WO NUM,PART,LOCATIONGROUP,QTYTARGET,QTYORDERED,QTYSCRAPPED,DATESCHEDULED,"
     "DATESCHEDULEDTOSTART,DATEISSUED,DATECOMPLETED,STATUS,PRIORITY,CUSTOMER,SO"
     "\n"
     "47,47:001,AS-1,Main,60,60,0,2026-11-23,2026-11-01,,,Started,1,ACME,SO1"
     "\n",
     "work_order = WO NUM, part = PART, plant = LOCATIONGROUP, quantity = QTYORDERED,"
     " quantity_scrapped = QTYSCRAPPED, due_date = DATESCHEDULED, start_date = "
     "DATESCHEDULEDTOSTART,"
     " status = STATUS, priority = PRIORITY, customer = CUSTOMER, sales_order = SO"},
    {"Katana",
     "Manufacturing order #,Product / variant,SKU,Resource,Location,Planned quantity,"
     "Actual quantity,Production deadline,Status"
     "\n"
     "SO-12 / 1,Shaft,AS-1,MILL,Main,60,0,2026-11-23,Not started"
     "\n",
     "work_order = Manufacturing order #, part = SKU, shop = Resource, quantity = Planned "
     "quantity, quantity_completed = Actual quantity, due_date = Production deadline,"
     " status = Status"},
    {"MRPeasy",
     "Number,Part No.,Part description,Workstation,Quantity,Start,Finish,Due date,Status"
     "\n"
     "MO00001,AS-1,Shaft,MILL,60,01/11/2026,20/11/2026,23/11/2026,In progress"
     "\n",
     "work_order = Number, part = Part No., description = Part description, shop = Workstation,"
     " quantity = Quantity, start_date = Start, due_date = Due date, status = Status"},
    {"iDempiere Libero",
     "DocumentNo,M_Product_ID,S_Resource_ID,M_Warehouse_ID,QtyOrdered,QtyDelivered,QtyScrap,"
     "QtyReject,DateStartSchedule,DateFinishSchedule,DatePromised,DocStatus,PriorityRule"
     "\n"
     "80001,AS-1,MILL,HQ,60,0,0,0,2026-11-01,2026-11-20,2026-11-23,IP,5"
     "\n",
     "work_order = DocumentNo, part = M_Product_ID, shop = S_Resource_ID, quantity = "
     "QtyOrdered, quantity_completed = QtyDelivered, quantity_scrapped = QtyScrap, start_date "
     "= DateStartSchedule, due_date = DatePromised, status = DocStatus, priority = PriorityRule"},
    {"Monitor",
     "OrderNumber,Part,WorkCenter,PlannedQuantity,ReportedQuantity,RestQuantity,RejectedQuantity,"
     "Status"
     "\n"
     "47110,AS-1,MILL,60,0,60,1,3"
     "\n",
     "work_order = OrderNumber, part = Part, shop = WorkCenter, quantity = PlannedQuantity,"
     " quantity_completed = ReportedQuantity, quantity_remaining = RestQuantity, quantity_scrapped "
     "= RejectedQuantity, status = Status"},
    {"a small German list",
     "Auftrag;Artikel-Nr.;Bezeichnung;Maschine;Auftragsmenge;Restmenge;Wunschtermin;"
     "TerminProd;Kunde;Bemerkung;Status"
     "\n"
     "4711;47-11;Welle;DMU 50;60;60;23.11.2026;20.11.2026;ACME;eilt;offen"
     "\n",
     "work_order = Auftrag, part = Artikel-Nr., description = Bezeichnung, shop = Maschine,"
     " quantity = Auftragsmenge, quantity_remaining = Restmenge, due_date = Wunschtermin,"
     " customer = Kunde, status = Status"},
    {"another German list",
     "FA#;Artikelnummer;Abteilung;Menge;Liefertermin"
     "\n"
     "4711;47-11;Dreherei;60;23.11.2026"
     "\n",
     "work_order = FA#, part = Artikelnummer, shop = Abteilung, quantity = Menge, due_date "
     "= Liefertermin"},
    {"a French list",
     "N° OF;Code article;Désignation;Atelier;Qté à produire;Qté réalisée;Reste à faire;"
     "Date d'échéance;Date de début;État;Client"
     "\n"
     "OF-1;47-11;Arbre;Fraisage;60;0;60;23/11/2026;01/11/2026;En cours;ACME"
     "\n",
     "work_order = N° OF, part = Code article, description = Désignation, shop = Atelier,"
     " quantity = Qté à produire, quantity_completed = Qté réalisée, quantity_remaining "
     "= Reste à faire, due_date = Date d'échéance, start_date = Date de début, status "
     "= État, customer = Client"},
    {"an Italian list",
     "Ordine di produzione;Codice articolo;Descrizione;Reparto;Quantità;Quantità prodotta;"
     "Quantità residua;Data di scadenza;Data inizio;Stato;Cliente"
     "\n"
     "OP-1;47-11;Albero;Fresatura;60;0;60;23/11/2026;01/11/2026;In corso;ACME"
     "\n",
     "work_order = Ordine di produzione, part = Codice articolo, description = Descrizione,"
     " shop = Reparto, quantity = Quantità, quantity_completed = Quantità prodotta, "
     "quantity_remaining = Quantità residua, due_date = Data di scadenza, start_date "
     "= Data inizio, status = Stato, customer = Cliente"},
    {"a Spanish list",
     "OF;Artículo;Descripción;Máquina;Cantidad;Cantidad terminada;Pendiente;Fecha de "
     "entrega;Fecha inicio;Estado;Cliente"
     "\n"
     "OF-1;47-11;Eje;Fresa;60;0;60;23/11/2026;01/11/2026;En curso;ACME"
     "\n",
     "work_order = OF, part = Artículo, description = Descripción, shop = Máquina, quantity "
     "= Cantidad, quantity_completed = Cantidad terminada, quantity_remaining = Pendiente,"
     " due_date = Fecha de entrega, start_date = Fecha inicio, status = Estado, customer "
     "= Cliente"},
    {"a Portuguese list",
     "OP;Produto;Descrição;Setor;Qtde.;Qtde. produzida;Saldo;Data de entrega;Data de "
     "início;Situação;Cliente"
     "\n"
     "OP-1;47-11;Eixo;Fresa;60;0;60;23/11/2026;01/11/2026;Em andamento;ACME"
     "\n",
     "work_order = OP, part = Produto, description = Descrição, shop = Setor, quantity "
     "= Qtde., quantity_completed = Qtde. produzida, quantity_remaining = Saldo, due_date "
     "= Data de entrega, start_date = Data de início, status = Situação, customer = "
     "Cliente"},
    {"a Dutch list",
     "Werkordernr.;Artikelnr.;Omschrijving;Afdeling;Aantal;Gereed;Restant;Leverdatum;"
     "Begindatum;Status;Klant"
     "\n"
     "W-1;47-11;As;Frezen;60;0;60;23-11-2026;01-11-2026;In uitvoering;ACME"
     "\n",
     "work_order = Werkordernr., part = Artikelnr., description = Omschrijving, shop "
     "= Afdeling, quantity = Aantal, quantity_completed = Gereed, quantity_remaining "
     "= Restant, due_date = Leverdatum, start_date = Begindatum, status = Status, customer "
     "= Klant"},
};

static void describe(const struct co_export *x, struct co_buf *out)
{
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct co_column *c = &x->columns[i];
        if (c->field == CO_FIELD_NONE)
            continue;
        co_buf_fmt(out, "%s%s = ", out->len ? ", " : "", co_field_name(c->field));
        co_buf_str(out, c->name);
    }
}

static void headers_of_systems_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(systems); i++) {
        struct list l;
        struct co_buf got = {0};
        list_load(&l, co_str_of(systems[i].text), NULL);
        check_status(systems[i].what, l.status, CO_OK, &l.err);
        describe(&l.x, &got);
        check_text(systems[i].what, co_buf_view(&got), systems[i].fields);
        co_buf_fini(&got);
        list_fini(&l);
    }
}

/* One name, two meanings: the cells or the other columns tell. */
static const struct {
    const char *what, *text, *fields;
} collisions[] = {
    {"Material is the part in SAP", "Order,Material\n1,A\n2,B\n",
     "work_order = Order, part = Material"},
    {"and raw stock beside a part number", "Job,Material,Part_Number\n1,Bar,A\n2,Bar,B\n",
     "work_order = Job, part = Part_Number"},
    {"Order is a date beside Work Order", "Work Order,Order\n1,2026-11-01\n2,2026-11-02\n",
     "work_order = Work Order"},
    {"Order alone is one, not full of dates", "Order,Job No\n2026-11-01,1\n2026-11-02,2\n",
     "work_order = Job No"},
    {"an order number may look like a date", "Order,Part\n20261101,A\n20261102,B\n",
     "work_order = Order, part = Part"},
    {"Order Date is none", "Order,Order Date\n1,2026-11-01\n2,2026-11-02\n", "work_order = Order"},
    {"Centro is the plant, Centro de trabajo the shop",
     "Orden,Centro,Centro de trabajo\n1,1000,F\n2,1000,F\n",
     "work_order = Orden, plant = Centro, shop = Centro de trabajo"},
    {"Location for want of a shop", "Order,Location\n1,L\n2,L\n",
     "work_order = Order, shop = Location"},
    {"Location beside a shop", "Order,Storage Location,Dept\n1,L,D\n2,L,D\n",
     "work_order = Order, shop = Dept"},
    {"ID for want of an order", "ID,Part\n1,A\n2,B\n", "work_order = ID, part = Part"},
    {"ID beside an order is a number of the database", "ID,Order\n91,1\n92,2\n",
     "work_order = Order"},
    {"ID tells repeated orders apart", "Work Order,ID,Part\n1,A,x\n1,B,x\n1,C,x\n",
     "work_order = Work Order, suffix = ID, part = Part"},
    {"Reference is Odoo's order", "Reference,Product\nM1,A\nM2,A\n",
     "work_order = Reference, part = Product"},
    {"and the customer's beside a number", "Reference,Number,Product\nPO 1,1,A\nPO 2,2,A\n",
     "work_order = Number, part = Product"},
    {"Completed is a quantity", "Order,Completed\n1,5\n2,0\n",
     "work_order = Order, quantity_completed = Completed"},
    {"Completed full of dates is none", "Order,Completed\n1,2026-11-01\n2,2026-11-02\n",
     "work_order = Order"},
    {"Completed full of flags is none", "Order,Completed\n1,Yes\n2,No\n", "work_order = Order"},
    {"Release is a date", "Order,Release\n1,2026-11-01\n2,2026-11-02\n",
     "work_order = Order, start_date = Release"},
    {"or a suffix", "Order,Release\n1,1\n1,2\n", "work_order = Order, suffix = Release"},
    {"Released is a quantity", "Job,Released\n1,60\n2,60\n",
     "work_order = Job, quantity = Released"},
    {"or a date", "Job,Released\n1,11/23/2026\n2,11/24/2026\n",
     "work_order = Job, start_date = Released"},
    {"OP is an operation beside a job", "Job,Op\n1,10\n1,20\n2,10\n",
     "work_order = Job, operation = Op"},
    {"or a Portuguese order", "OP,Produto\n1,A\n2,A\n3,A\n", "work_order = OP, part = Produto"},
    {"German Ende and Termin", "Auftrag;Ende\n1;23.11.2026\n2;24.11.2026\n",
     "work_order = Auftrag, due_date = Ende"},
    {"lose to what says due",
     "Auftrag;Termin;Ende;Liefertermin\n"
     "1;20.11.2026;20.11.2026;23.11.2026\n2;20.11.2026;20.11.2026;23.11.2026\n",
     "work_order = Auftrag, due_date = Liefertermin"},
    {"Due Date before Ending Date",
     "No.,Ending Date,Due Date\n"
     "1,2026-11-20,2026-11-23\n2,2026-11-20,2026-11-23\n",
     "work_order = No., due_date = Due Date"},
    {"an empty column loses", "Job,Qty Completed,Completed\n1,,5\n2,,6\n",
     "work_order = Job, quantity_completed = Completed"},
    {"a column of few orders loses", "Work Order,Job\n,1\n7,2\n,3\n", "work_order = Job"},
    {"a column of one order loses", "Order Number,Job\n7,1\n7,2\n7,3\n7,4\n", "work_order = Job"},
    {"not in a list of operations", "Order Number,Op,Job\n7,10,1\n7,20,1\n7,30,1\n",
     "work_order = Order Number, operation = Op"},
    {"words without gaps", "WorkOrderNo,PartNo,DueDate\n1,A,2026-11-23\n2,A,2026-11-23\n",
     "work_order = WorkOrderNo, part = PartNo, due_date = DueDate"},
    {"a byte order mark", "\xef\xbb\xbfOrder,Part\n1,A\n2,B\n",
     "work_order = \xef\xbb\xbfOrder, part = Part"},
    {"marks, blanks and U+00A0", " Work__Order.# ,Part\xc2\xa0\xc2\xa0No.:\n1,A\n2,B\n",
     "work_order = Work__Order.#, part = Part\xc2\xa0\xc2\xa0No.:"},
};

/* Only the columns; no key is sought. */
static void look(const char *what, const char *text, struct list *l)
{
    static const struct co_load_rules none = {.secret = {7, 11}};
    struct co_err doubt;
    memset(l, 0, sizeof *l);
    check_status(what,
                 co_load_columns("a.csv", co_str_of(text), &none, &l->x, NULL, 0, &doubt, &l->notes,
                                 &l->err),
                 CO_OK, &l->err);
    check_text(what, co_str_of(doubt.text), "");
}

static void collisions_are_settled_by_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(collisions); i++) {
        struct list l;
        struct co_buf got = {0};
        look(collisions[i].what, collisions[i].text, &l);
        describe(&l.x, &got);
        check_text(collisions[i].what, co_buf_view(&got), collisions[i].fields);
        co_buf_fini(&got);
        list_fini(&l);
    }
}

static void what_tells_orders_apart_is_marked(void **state)
{
    static const struct {
        const char *text, *marked; /* a letter per column */
    } cases[] = {
        {"Order No,Release No,Sequence No,Part\n1,1,1,A\n1,1,2,A\n", "-ss-"},
        {"Job,Suffix\n1,0\n1,1\n", "-s"},
        {"Order,Release\n1,2026-11-01\n2,2026-11-02\n", "--"},
        {"Order,ID\n1,91\n2,92\n", "--"},
        {"Order,ID\n1,91\n1,92\n", "-s"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list l;
        char marked[8] = "";
        look(cases[i].text, cases[i].text, &l);
        for (size_t k = 0; k < l.x.n_columns; k++)
            marked[k] = l.x.columns[k].is_suffix_like ? 's' : '-';
        check_text(cases[i].text, co_str_of(marked), cases[i].marked);
        list_fini(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_of_systems_are_understood),
        cmocka_unit_test(collisions_are_settled_by_rules),
        cmocka_unit_test(what_tells_orders_apart_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
