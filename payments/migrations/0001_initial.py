import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import events.validators
import payments.documents.patterns


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
        ("registrations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=34, verbose_name="account")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_accounts",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "account of the association",
                "verbose_name_plural": "accounts of the association",
                "constraints": [models.UniqueConstraint(fields=("association", "number"), name="bank_account_once")],
            },
        ),
        migrations.CreateModel(
            name="BankTransaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("booked_on", models.DateField(verbose_name="booked")),
                ("value_on", models.DateField(verbose_name="value date")),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("payer_name", models.CharField(blank=True, max_length=200, verbose_name="payer")),
                ("payer_account", models.CharField(blank=True, max_length=40, verbose_name="payer's account")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                ("bank_ref", models.CharField(blank=True, max_length=80, verbose_name="number at the bank")),
                ("balance_after", models.BigIntegerField(null=True, verbose_name="balance after")),
                ("raw", models.TextField(blank=True, verbose_name="as the bank wrote it")),
                ("identity", models.CharField(max_length=64)),
                ("occurrence", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a decision"),
                            ("settled", "settled"),
                            ("not_ours", "not for a card"),
                            ("foreign", "in another currency"),
                            ("outgoing", "went out"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("allocated", models.BigIntegerField(default=0, verbose_name="allocated")),
                ("is_certain", models.BooleanField(default=False, verbose_name="settled by itself")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="payments.bankaccount",
                        verbose_name="account",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "transaction of the bank",
                "verbose_name_plural": "transactions of the bank",
                "ordering": ("booked_on", "pk"),
                "indexes": [models.Index(fields=["account", "state", "booked_on"], name="transfers_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "identity", "occurrence"), name="bank_transaction_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="bank_transaction_moves_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "settled", "not_ours", "foreign", "outgoing"])),
                        name="bank_transaction_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allocated__gte", 0),
                            models.Q(("allocated", 0), ("allocated__lte", models.F("amount")), _connector="OR"),
                        ),
                        name="bank_transaction_not_overspent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            ("allocated", models.F("amount")),
                            _connector="OR",
                        ),
                        name="bank_transaction_settled_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("state", "outgoing"), _connector="OR"),
                        name="bank_transaction_went_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("idempotency_key", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "session_id",
                    models.CharField(blank=True, max_length=255, null=True, unique=True, verbose_name="session"),
                ),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address of the payment page")),
                ("amount", models.PositiveIntegerField(verbose_name="amount")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "begun"),
                            ("processing", "the bank is about to confirm it"),
                            ("expired", "expired"),
                            ("failed", "failed"),
                            ("paid", "paid"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="last refused by the bank")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkouts",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment attempt",
                "verbose_name_plural": "payment attempts",
                "ordering": ("-created_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "processing", "expired", "failed", "paid"])),
                        name="checkout_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CsvFormat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[events.validators.validate_one_line], verbose_name="bank"
                    ),
                ),
                ("booked", models.CharField(max_length=60, verbose_name="column with the day of booking")),
                ("amount", models.CharField(blank=True, max_length=60, verbose_name="column with the sum")),
                ("credit", models.CharField(blank=True, max_length=60, verbose_name="column with what came")),
                ("debit", models.CharField(blank=True, max_length=60, verbose_name="column with what went out")),
                (
                    "value",
                    models.CharField(blank=True, max_length=60, verbose_name="column with the day of the operation"),
                ),
                ("currency", models.CharField(blank=True, max_length=60, verbose_name="column with the currency")),
                ("payer", models.CharField(blank=True, max_length=60, verbose_name="column with the payer")),
                (
                    "account",
                    models.CharField(blank=True, max_length=60, verbose_name="column with the payer's account"),
                ),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="column with the title")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="column with the bank's number"),
                ),
                ("balance", models.CharField(blank=True, max_length=60, verbose_name="column with the balance after")),
                ("delimiter", models.CharField(default=";", max_length=1, verbose_name="what parts the columns")),
                (
                    "day_format",
                    models.CharField(default="%Y-%m-%d", max_length=10, verbose_name="how days are written"),
                ),
                ("decimal", models.CharField(default=",", max_length=1, verbose_name="what parts the grosze")),
                ("encoding", models.CharField(blank=True, max_length=12, verbose_name="encoding")),
                ("header_lines", models.PositiveSmallIntegerField(default=0, verbose_name="line with the headings")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="csv_formats",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "CSV format of a bank",
                "verbose_name_plural": "CSV formats of banks",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "name"),
                        name="csv_format_name_unique",
                        violation_error_message="There is a format of this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("ordinal", models.PositiveIntegerField(verbose_name="number in its series")),
                ("number", models.CharField(max_length=100, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proforma", "proforma"),
                            ("invoice", "invoice"),
                            ("correction", "correction"),
                            ("note", "note"),
                            ("bill", "bill"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("ksef", "invoices in KSeF"),
                            ("invoice", "invoices outside KSeF"),
                            ("note", "notes"),
                            ("bill", "bills"),
                        ],
                        max_length=10,
                        verbose_name="what the association issues",
                    ),
                ),
                (
                    "origin",
                    models.CharField(editable=False, max_length=120, unique=True, verbose_name="what asked for it"),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("issued_place", models.CharField(blank=True, max_length=80, verbose_name="issued at")),
                ("sale_from", models.DateField(verbose_name="first day of the service")),
                ("sale_to", models.DateField(verbose_name="last day of the service")),
                ("due_on", models.DateField(verbose_name="to be paid by")),
                ("subject", models.CharField(max_length=300, verbose_name="what it is for")),
                (
                    "order_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the order or contract"),
                ),
                (
                    "buyer_is_local_government",
                    models.BooleanField(default=False, verbose_name="the buyer is a local government (JST)"),
                ),
                (
                    "buyer_in_vat_group",
                    models.BooleanField(default=False, verbose_name="the buyer belongs to a VAT group (GV)"),
                ),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("net", models.IntegerField(verbose_name="net")),
                ("vat", models.IntegerField(verbose_name="VAT")),
                ("gross", models.IntegerField(verbose_name="gross")),
                ("paid", models.IntegerField(default=0, verbose_name="paid when it was issued")),
                (
                    "paid_state",
                    models.CharField(
                        choices=[("unpaid", "to be paid"), ("partly", "paid in part"), ("paid", "paid")],
                        max_length=10,
                        verbose_name="payment",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "bank transfer"),
                            ("online", "card or BLIK"),
                            ("cash", "cash"),
                            ("terminal", "card at the desk"),
                        ],
                        default="transfer",
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("bank_account", models.CharField(blank=True, max_length=26, verbose_name="bank account")),
                ("transfer_name", models.CharField(blank=True, max_length=40, verbose_name="short name of the seller")),
                ("transfer_title", models.CharField(max_length=40, verbose_name="title of the transfer")),
                ("reason", models.CharField(blank=True, max_length=256, verbose_name="reason of the correction")),
                ("foot_note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("issuer_name", models.CharField(blank=True, max_length=120, verbose_name="who issued it")),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="moment of issue")),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("ksef_number", models.CharField(blank=True, max_length=40, verbose_name="KSeF number")),
                ("ksef_code", models.CharField(blank=True, max_length=300, verbose_name="address in the KSeF code")),
                ("ksef_noted_at", models.DateTimeField(blank=True, null=True, verbose_name="KSeF number noted")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="payments.document",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ("-issued_on", "-pk"),
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["conference", "-issued_on"], name="document_of_conference")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "number"),
                        name="document_number_once",
                        violation_error_message="There is a document of this number.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ksef_number", ""), _negated=True),
                        fields=("ksef_number",),
                        name="document_ksef_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["proforma", "invoice", "correction", "note", "bill"])),
                        name="document_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["ksef", "invoice", "note", "bill"])),
                        name="document_mode_of_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid_state__in", ["unpaid", "partly", "paid"])),
                        name="document_paid_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross",
                                django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("vat")),
                            )
                        ),
                        name="document_gross_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", False), ("kind", "correction")),
                            models.Q(
                                models.Q(("kind", "correction"), _negated=True),
                                ("corrects__isnull", True),
                                ("gross__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="document_correction_corrects",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "correction"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="document_correction_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sale_to__gte", models.F("sale_from"))), name="document_sale_days_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("before", "before the correction"), ("after", "after the correction")],
                        default="after",
                        max_length=10,
                        verbose_name="side of the correction",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=256, verbose_name="name")),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="quantity")),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                ("unit_gross", models.IntegerField(verbose_name="gross price of one")),
                (
                    "vat_rate",
                    models.CharField(
                        choices=[
                            ("23", "23%"),
                            ("8", "8%"),
                            ("5", "5%"),
                            ("0", "0%"),
                            ("zw", "exempt"),
                            ("np", "not subject to VAT"),
                        ],
                        max_length=2,
                        verbose_name="VAT rate",
                    ),
                ),
                (
                    "vat_basis",
                    models.CharField(blank=True, max_length=256, verbose_name="legal basis of the exemption"),
                ),
                ("net", models.IntegerField(verbose_name="net")),
                ("vat", models.IntegerField(verbose_name="VAT")),
                ("gross", models.IntegerField(verbose_name="gross")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a document",
                "verbose_name_plural": "lines of a document",
                "ordering": ("side", "position"),
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("document", "side", "position"), name="document_line_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross",
                                django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("vat")),
                            )
                        ),
                        name="document_line_gross_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["before", "after"])), name="document_line_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat_rate__in", ["23", "8", "5", "0", "zw", "np"])),
                        name="document_line_rate_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("original", "document"), ("duplicate", "duplicate")],
                        default="original",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("ksef_number", models.CharField(blank=True, max_length=40, verbose_name="KSeF number on it")),
                ("drawn_on", models.DateField(verbose_name="drawn on")),
                ("file", models.FileField(upload_to="documents/%Y/%m/", verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper of a document",
                "verbose_name_plural": "papers of a document",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "duplicate")),
                        fields=("document", "kind", "language", "ksef_number", "drawn_on"),
                        name="document_duplicate_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "original")),
                        fields=("document", "language", "ksef_number"),
                        name="document_original_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["original", "duplicate"])), name="document_paper_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("seller", "seller"),
                            ("buyer", "buyer"),
                            ("recipient", "recipient"),
                            ("buyer_before", "buyer before the correction"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="street and number")),
                ("postal_code", models.CharField(blank=True, max_length=6, verbose_name="postal code")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("nip", models.CharField(blank=True, max_length=10, verbose_name="NIP")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of a document",
                "verbose_name_plural": "parties of a document",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("document", "role"), name="document_party_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["seller", "buyer", "recipient", "buyer_before"])),
                        name="document_party_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=180, verbose_name="name and surname")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "person on a document",
                "verbose_name_plural": "people on a document",
                "ordering": ("position",),
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("document", "position"), name="document_person_place")],
            },
        ),
        migrations.CreateModel(
            name="DocumentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("issue_by", models.DateField(verbose_name="to be issued by")),
                (
                    "card",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_request",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a document",
                "verbose_name_plural": "requests for documents",
                "ordering": ("issue_by", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DocumentSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proforma", "proforma"),
                            ("invoice", "invoice"),
                            ("correction", "correction"),
                            ("note", "note"),
                            ("bill", "bill"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_series",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of documents",
                "verbose_name_plural": "series of documents",
                "constraints": [
                    models.UniqueConstraint(fields=("association", "kind", "year"), name="document_series_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["proforma", "invoice", "correction", "note", "bill"])),
                        name="document_series_kind_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="payments.documentseries",
                verbose_name="series",
            ),
        ),
        migrations.CreateModel(
            name="DocumentSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("ksef", "invoices in KSeF"),
                            ("invoice", "invoices outside KSeF"),
                            ("note", "notes"),
                            ("bill", "bills"),
                        ],
                        default="note",
                        help_text="Taxpayers issue invoices, most of them in KSeF; others issue notes or bills. Ask the accountant.",
                        max_length=10,
                        verbose_name="what is issued for a card",
                    ),
                ),
                (
                    "issue_time",
                    models.CharField(
                        choices=[
                            ("at_submission", "as soon as the card has been sent"),
                            ("after_payment", "when the card is paid"),
                            ("on_request", "only when the institution asks for it"),
                        ],
                        default="after_payment",
                        max_length=15,
                        verbose_name="when it is issued",
                    ),
                ),
                (
                    "sends_proforma",
                    models.BooleanField(
                        default=True,
                        help_text="It goes by letter, as a PDF.",
                        verbose_name="issue a proforma when a card has been sent",
                    ),
                ),
                (
                    "earliest_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Of an invoice that is not paid yet. The law says 60.",
                        verbose_name="at most so many days before the conference",
                    ),
                ),
                (
                    "default_basis",
                    models.CharField(
                        blank=True,
                        help_text="For items without a VAT rule of their own.",
                        max_length=256,
                        validators=[events.validators.validate_one_line],
                        verbose_name="legal basis of the exemption from VAT",
                    ),
                ),
                (
                    "issuer_name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_one_line],
                        verbose_name="who issues documents",
                    ),
                ),
                ("foot_note", models.CharField(blank=True, max_length=300, verbose_name="note under each document")),
                (
                    "proforma_pattern",
                    models.CharField(
                        default="PRO/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of proformas",
                    ),
                ),
                (
                    "invoice_pattern",
                    models.CharField(
                        default="FV/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of invoices",
                    ),
                ),
                (
                    "correction_pattern",
                    models.CharField(
                        default="KOR/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of corrections",
                    ),
                ),
                (
                    "note_pattern",
                    models.CharField(
                        default="NO/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of notes",
                    ),
                ),
                (
                    "bill_pattern",
                    models.CharField(
                        default="RACH/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of bills",
                    ),
                ),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="document_settings",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
            ],
            options={
                "verbose_name": "settings of documents",
                "verbose_name_plural": "settings of documents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["ksef", "invoice", "note", "bill"])),
                        name="document_mode_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issue_time__in", ["at_submission", "after_payment", "on_request"])),
                        name="document_issue_time_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="identifier")),
                ("ordinal", models.PositiveIntegerField(verbose_name="number in its series")),
                ("number", models.CharField(max_length=100, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proforma", "proforma"),
                            ("invoice", "invoice"),
                            ("correction", "correction"),
                            ("note", "note"),
                            ("bill", "bill"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("ksef", "invoices in KSeF"),
                            ("invoice", "invoices outside KSeF"),
                            ("note", "notes"),
                            ("bill", "bills"),
                        ],
                        max_length=10,
                        verbose_name="what the association issues",
                    ),
                ),
                (
                    "origin",
                    models.CharField(db_index=True, editable=False, max_length=120, verbose_name="what asked for it"),
                ),
                ("language", models.CharField(default="pl", max_length=5, verbose_name="language")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("issued_place", models.CharField(blank=True, max_length=80, verbose_name="issued at")),
                ("sale_from", models.DateField(verbose_name="first day of the service")),
                ("sale_to", models.DateField(verbose_name="last day of the service")),
                ("due_on", models.DateField(verbose_name="to be paid by")),
                ("subject", models.CharField(max_length=300, verbose_name="what it is for")),
                (
                    "order_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the order or contract"),
                ),
                (
                    "buyer_is_local_government",
                    models.BooleanField(default=False, verbose_name="the buyer is a local government (JST)"),
                ),
                (
                    "buyer_in_vat_group",
                    models.BooleanField(default=False, verbose_name="the buyer belongs to a VAT group (GV)"),
                ),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("net", models.IntegerField(verbose_name="net")),
                ("vat", models.IntegerField(verbose_name="VAT")),
                ("gross", models.IntegerField(verbose_name="gross")),
                ("paid", models.IntegerField(default=0, verbose_name="paid when it was issued")),
                (
                    "paid_state",
                    models.CharField(
                        choices=[("unpaid", "to be paid"), ("partly", "paid in part"), ("paid", "paid")],
                        max_length=10,
                        verbose_name="payment",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "bank transfer"),
                            ("online", "card or BLIK"),
                            ("cash", "cash"),
                            ("terminal", "card at the desk"),
                        ],
                        default="transfer",
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("bank_account", models.CharField(blank=True, max_length=26, verbose_name="bank account")),
                ("transfer_name", models.CharField(blank=True, max_length=40, verbose_name="short name of the seller")),
                ("transfer_title", models.CharField(max_length=40, verbose_name="title of the transfer")),
                ("reason", models.CharField(blank=True, max_length=256, verbose_name="reason of the correction")),
                ("foot_note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("issuer_name", models.CharField(blank=True, max_length=120, verbose_name="who issued it")),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="moment of issue")),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("ksef_number", models.CharField(blank=True, max_length=40, verbose_name="KSeF number")),
                ("ksef_code", models.CharField(blank=True, max_length=300, verbose_name="address in the KSeF code")),
                ("ksef_noted_at", models.DateTimeField(blank=True, null=True, verbose_name="KSeF number noted")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.document",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.documentseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDocumentSettings",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("ksef", "invoices in KSeF"),
                            ("invoice", "invoices outside KSeF"),
                            ("note", "notes"),
                            ("bill", "bills"),
                        ],
                        default="note",
                        help_text="Taxpayers issue invoices, most of them in KSeF; others issue notes or bills. Ask the accountant.",
                        max_length=10,
                        verbose_name="what is issued for a card",
                    ),
                ),
                (
                    "issue_time",
                    models.CharField(
                        choices=[
                            ("at_submission", "as soon as the card has been sent"),
                            ("after_payment", "when the card is paid"),
                            ("on_request", "only when the institution asks for it"),
                        ],
                        default="after_payment",
                        max_length=15,
                        verbose_name="when it is issued",
                    ),
                ),
                (
                    "sends_proforma",
                    models.BooleanField(
                        default=True,
                        help_text="It goes by letter, as a PDF.",
                        verbose_name="issue a proforma when a card has been sent",
                    ),
                ),
                (
                    "earliest_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Of an invoice that is not paid yet. The law says 60.",
                        verbose_name="at most so many days before the conference",
                    ),
                ),
                (
                    "default_basis",
                    models.CharField(
                        blank=True,
                        help_text="For items without a VAT rule of their own.",
                        max_length=256,
                        validators=[events.validators.validate_one_line],
                        verbose_name="legal basis of the exemption from VAT",
                    ),
                ),
                (
                    "issuer_name",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[events.validators.validate_one_line],
                        verbose_name="who issues documents",
                    ),
                ),
                ("foot_note", models.CharField(blank=True, max_length=300, verbose_name="note under each document")),
                (
                    "proforma_pattern",
                    models.CharField(
                        default="PRO/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of proformas",
                    ),
                ),
                (
                    "invoice_pattern",
                    models.CharField(
                        default="FV/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of invoices",
                    ),
                ),
                (
                    "correction_pattern",
                    models.CharField(
                        default="KOR/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of corrections",
                    ),
                ),
                (
                    "note_pattern",
                    models.CharField(
                        default="NO/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of notes",
                    ),
                ),
                (
                    "bill_pattern",
                    models.CharField(
                        default="RACH/{number}/{month}/{year}",
                        max_length=60,
                        validators=[payments.documents.patterns.validate_pattern],
                        verbose_name="numbers of bills",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical settings of documents",
                "verbose_name_plural": "historical settings of documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKsefAccess",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "environment",
                    models.CharField(
                        choices=[
                            ("none", "nowhere"),
                            ("standin", "stand-in for demonstrations"),
                            ("test", "test environment"),
                            ("demo", "demonstration environment"),
                            ("production", "production"),
                        ],
                        max_length=10,
                        verbose_name="environment",
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="set")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "association",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical access to KSeF",
                "verbose_name_plural": "historical accesses to KSeF",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKsefInvoice",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "environment",
                    models.CharField(
                        choices=[
                            ("none", "nowhere"),
                            ("standin", "stand-in for demonstrations"),
                            ("test", "test environment"),
                            ("demo", "demonstration environment"),
                            ("production", "production"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="environment",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("produced", "not sent"),
                            ("faulty", "no file"),
                            ("queued", "to be sent"),
                            ("offline", "offline"),
                            ("sent", "being checked"),
                            ("accepted", "accepted"),
                            ("duplicate", "number taken"),
                            ("rejected", "rejected"),
                        ],
                        default="produced",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("replaces_sha256", models.CharField(blank=True, max_length=64)),
                ("send_by", models.DateField(verbose_name="to be sent by")),
                ("offline_since", models.DateTimeField(blank=True, null=True, verbose_name="offline since")),
                ("session_ref", models.CharField(blank=True, max_length=40, verbose_name="session")),
                ("invoice_ref", models.CharField(blank=True, max_length=40, verbose_name="reference number")),
                ("ksef_number", models.CharField(blank=True, max_length=40, verbose_name="KSeF number")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                ("code", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="code of the answer")),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="reasons")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("produced_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next attempt")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical invoice for KSeF",
                "verbose_name_plural": "historical invoices for KSeF",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="KsefAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "environment",
                    models.CharField(
                        choices=[
                            ("none", "nowhere"),
                            ("standin", "stand-in for demonstrations"),
                            ("test", "test environment"),
                            ("demo", "demonstration environment"),
                            ("production", "production"),
                        ],
                        max_length=10,
                        verbose_name="environment",
                    ),
                ),
                ("sealed_token", models.TextField(verbose_name="token, encrypted")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="set")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ksef_accesses",
                        to="events.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "access to KSeF",
                "verbose_name_plural": "accesses to KSeF",
                "constraints": [
                    models.UniqueConstraint(fields=("association", "environment"), name="ksef_access_once"),
                    models.CheckConstraint(
                        condition=models.Q(("environment__in", ["none", "standin", "test", "demo", "production"])),
                        name="ksef_access_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KsefInvoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "environment",
                    models.CharField(
                        choices=[
                            ("none", "nowhere"),
                            ("standin", "stand-in for demonstrations"),
                            ("test", "test environment"),
                            ("demo", "demonstration environment"),
                            ("production", "production"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="environment",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("produced", "not sent"),
                            ("faulty", "no file"),
                            ("queued", "to be sent"),
                            ("offline", "offline"),
                            ("sent", "being checked"),
                            ("accepted", "accepted"),
                            ("duplicate", "number taken"),
                            ("rejected", "rejected"),
                        ],
                        default="produced",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("xml", models.BinaryField(default=bytes, verbose_name="file")),
                ("sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("replaces_sha256", models.CharField(blank=True, max_length=64)),
                ("send_by", models.DateField(verbose_name="to be sent by")),
                ("offline_since", models.DateTimeField(blank=True, null=True, verbose_name="offline since")),
                ("session_ref", models.CharField(blank=True, max_length=40, verbose_name="session")),
                ("invoice_ref", models.CharField(blank=True, max_length=40, verbose_name="reference number")),
                ("ksef_number", models.CharField(blank=True, max_length=40, verbose_name="KSeF number")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                ("upo", models.BinaryField(blank=True, null=True, verbose_name="receipt (UPO)")),
                ("code", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="code of the answer")),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="reasons")),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("produced_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next attempt")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ksef",
                        to="payments.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice for KSeF",
                "verbose_name_plural": "invoices for KSeF",
                "ordering": ("-produced_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "produced",
                                    "faulty",
                                    "queued",
                                    "offline",
                                    "sent",
                                    "accepted",
                                    "duplicate",
                                    "rejected",
                                ],
                            )
                        ),
                        name="ksef_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("environment__in", ["none", "standin", "test", "demo", "production"])),
                        name="ksef_environment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), models.Q(("ksef_number", ""), _negated=True)),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("ksef_number", "")),
                            _connector="OR",
                        ),
                        name="ksef_accepted_has_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            models.Q(
                                models.Q(("session_ref", ""), _negated=True),
                                models.Q(("invoice_ref", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ksef_sent_has_references",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ksef_number", ""), _negated=True),
                        fields=("environment", "ksef_number"),
                        name="ksef_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayerAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="account")),
                ("payer_name", models.CharField(blank=True, max_length=200, verbose_name="payer")),
                ("last_seen", models.DateField(verbose_name="last seen")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payer_accounts",
                        to="registrations.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "payer's account",
                "verbose_name_plural": "payers' accounts",
                "constraints": [models.UniqueConstraint(fields=("institution", "number"), name="payer_account_once")],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "bank transfer"),
                            ("online", "card or BLIK"),
                            ("cash", "cash"),
                            ("terminal", "card at the desk"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("amount", models.IntegerField(verbose_name="amount")),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title of the transfer")),
                (
                    "provider_ref",
                    models.CharField(
                        blank=True, max_length=255, null=True, unique=True, verbose_name="name at the provider"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="payments.payment",
                        verbose_name="takes back",
                    ),
                ),
                (
                    "transaction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="payments.banktransaction",
                        verbose_name="transaction of the bank",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
                "ordering": ("-received_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_amount_sign",
                        violation_error_message="The amount must be more than zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["transfer", "online", "cash", "terminal"])),
                        name="payment_method_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPayment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="identifier")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("transfer", "bank transfer"),
                            ("online", "card or BLIK"),
                            ("cash", "cash"),
                            ("terminal", "card at the desk"),
                        ],
                        max_length=10,
                        verbose_name="method",
                    ),
                ),
                ("amount", models.IntegerField(verbose_name="amount")),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title of the transfer")),
                (
                    "provider_ref",
                    models.CharField(
                        blank=True, db_index=True, max_length=255, null=True, verbose_name="name at the provider"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "transaction",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.banktransaction",
                        verbose_name="transaction of the bank",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.payment",
                        verbose_name="takes back",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical payment",
                "verbose_name_plural": "historical payments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider_ref", models.CharField(max_length=255, unique=True, verbose_name="name at the provider")),
                ("amount", models.PositiveIntegerField(verbose_name="amount")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("won", "settled for us"), ("lost", "settled for the payer")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer_by", models.DateTimeField(blank=True, null=True, verbose_name="to be answered by")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="payments.payment",
                        verbose_name="payment",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ("-opened_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "won", "lost"])), name="dispute_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("elixir", "Elixir-O"),
                            ("pain03", "pain.001.001.03 (XML)"),
                            ("pain09", "pain.001.001.09 (XML)"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "encoding",
                    models.CharField(
                        choices=[("cp1250", "Windows-1250"), ("iso8859-2", "ISO-8859-2"), ("utf-8", "UTF-8")],
                        default="cp1250",
                        max_length=10,
                        verbose_name="encoding",
                    ),
                ),
                ("pay_on", models.DateField(verbose_name="day of the transfers")),
                ("payer_name", models.CharField(max_length=200, verbose_name="payer")),
                ("payer_address", models.CharField(blank=True, max_length=200, verbose_name="address of the payer")),
                (
                    "payer_account",
                    models.CharField(
                        max_length=26,
                        validators=[events.validators.validate_account],
                        verbose_name="account of the payer",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund_files",
                        to="events.conference",
                        verbose_name="conference",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of transfers",
                "verbose_name_plural": "files of transfers",
                "ordering": ("-made_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["elixir", "pain03", "pain09"])),
                        name="refund_file_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("encoding__in", ["cp1250", "iso8859-2", "utf-8"])),
                        name="refund_file_encoding_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("stripe", "back the way it was paid online"),
                            ("transfer", "bank transfer"),
                            ("cash", "cash"),
                            ("dispute", "taken by the payer’s bank"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("decided", "decided, not sent yet"),
                            ("sent", "on its way"),
                            ("done", "returned"),
                            ("failed", "did not succeed"),
                            ("cancelled", "called off"),
                        ],
                        default="decided",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="amount")),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                (
                    "reason",
                    models.CharField(
                        max_length=200, validators=[events.validators.validate_one_line], verbose_name="reason"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        max_length=140,
                        validators=[events.validators.validate_name],
                        verbose_name="name of the recipient",
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True,
                        max_length=26,
                        validators=[events.validators.validate_account],
                        verbose_name="account of the recipient",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        max_length=140,
                        validators=[events.validators.validate_one_line],
                        verbose_name="title of the transfer",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=80, unique=True)),
                (
                    "provider_ref",
                    models.CharField(
                        blank=True, max_length=255, null=True, unique=True, verbose_name="name at the provider"
                    ),
                ),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="failed or called off")),
                ("failure", models.CharField(blank=True, max_length=200, verbose_name="why it did not succeed")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.payment",
                        verbose_name="payment returned",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.refundfile",
                        verbose_name="file of transfers",
                    ),
                ),
            ],
            options={
                "verbose_name": "refund",
                "verbose_name_plural": "refunds",
                "ordering": ("-decided_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="refund_amount_positive",
                        violation_error_message="The amount must be more than zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["stripe", "transfer", "cash", "dispute"])),
                        name="refund_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["decided", "sent", "done", "failed", "cancelled"])),
                        name="refund_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method__in", ["transfer", "cash"]), ("payment__isnull", False), _connector="OR"
                        ),
                        name="refund_online_has_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "transfer"), _negated=True),
                            models.Q(("account", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refund_transfer_has_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="refund_done_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["failed", "cancelled"]), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="refund_ended_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRefund",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="identifier")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("stripe", "back the way it was paid online"),
                            ("transfer", "bank transfer"),
                            ("cash", "cash"),
                            ("dispute", "taken by the payer’s bank"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("decided", "decided, not sent yet"),
                            ("sent", "on its way"),
                            ("done", "returned"),
                            ("failed", "did not succeed"),
                            ("cancelled", "called off"),
                        ],
                        default="decided",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="amount")),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                (
                    "reason",
                    models.CharField(
                        max_length=200, validators=[events.validators.validate_one_line], verbose_name="reason"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        max_length=140,
                        validators=[events.validators.validate_name],
                        verbose_name="name of the recipient",
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True,
                        max_length=26,
                        validators=[events.validators.validate_account],
                        verbose_name="account of the recipient",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        max_length=140,
                        validators=[events.validators.validate_one_line],
                        verbose_name="title of the transfer",
                    ),
                ),
                ("key", models.CharField(db_index=True, editable=False, max_length=80)),
                (
                    "provider_ref",
                    models.CharField(
                        blank=True, db_index=True, max_length=255, null=True, verbose_name="name at the provider"
                    ),
                ),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="failed or called off")),
                ("failure", models.CharField(blank=True, max_length=200, verbose_name="why it did not succeed")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.payment",
                        verbose_name="payment returned",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="payments.refundfile",
                        verbose_name="file of transfers",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical refund",
                "verbose_name_plural": "historical refunds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("part", models.PositiveSmallIntegerField(default=0)),
                ("file_name", models.CharField(max_length=120, verbose_name="file")),
                ("format", models.CharField(max_length=10, verbose_name="format")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="number")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("opening", models.BigIntegerField(null=True, verbose_name="opening balance")),
                ("closing", models.BigIntegerField(null=True, verbose_name="closing balance")),
                ("difference", models.BigIntegerField(null=True, verbose_name="difference")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="transactions")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="new transactions")),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="imported")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="payments.bankaccount",
                        verbose_name="account",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "bank statement",
                "verbose_name_plural": "bank statements",
                "ordering": ("-last_day", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("account", "sha256", "part"), name="statement_once")],
            },
        ),
        migrations.AddField(
            model_name="banktransaction",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="payments.statement",
                verbose_name="statement",
            ),
        ),
        migrations.CreateModel(
            name="StripeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.CharField(max_length=255, unique=True, verbose_name="event")),
                ("about", models.CharField(blank=True, db_index=True, max_length=255, verbose_name="payment")),
                ("kind", models.CharField(max_length=80, verbose_name="kind")),
                ("payload", models.JSONField(verbose_name="content")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("done", "done"),
                            ("ignored", "of no concern to us"),
                            ("waiting", "waits for the payment it is about"),
                            ("parked", "waits for a person"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled")),
            ],
            options={
                "verbose_name": "event from Stripe",
                "verbose_name_plural": "events from Stripe",
                "ordering": ("-received_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["received", "done", "ignored", "waiting", "parked"])),
                        name="stripe_event_outcome_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("amount", models.IntegerField(verbose_name="amount")),
                ("currency", models.CharField(default="PLN", max_length=3, verbose_name="currency")),
                (
                    "reason",
                    models.CharField(
                        max_length=200, validators=[events.validators.validate_one_line], verbose_name="reason"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=80, unique=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="write_offs",
                        to="registrations.participationcard",
                        verbose_name="card",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="payments.writeoff",
                        verbose_name="takes back",
                    ),
                ),
            ],
            options={
                "verbose_name": "difference given up",
                "verbose_name_plural": "differences given up",
                "ordering": ("-recorded_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), _negated=True), ("amount__gte", -5000), ("amount__lte", 5000)
                        ),
                        name="write_off_is_small",
                        violation_error_message="This difference is not small.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("series", "ordinal"), name="document_ordinal_once"),
        ),
        migrations.AddIndex(
            model_name="ksefinvoice",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "offline", "sent"))), fields=["due_at"], name="ksef_moving"
            ),
        ),
        migrations.AddConstraint(
            model_name="ksefinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("queued", "offline", "sent")), _negated=True),
                    models.Q(models.Q(("sha256", ""), _negated=True), models.Q(("environment", "none"), _negated=True)),
                    _connector="OR",
                ),
                name="ksef_moving_has_file",
            ),
        ),
    ]
