"""Templates whose fixed parts are put together once: words, their translations, and addresses that name nothing.

A page of the house is some hundred short words and links that are the same in every answer. Each run of them becomes
one piece, kept for each language, so that an answer joins what differs and looks nothing up twice.
"""

from collections.abc import Iterator
from typing import Any

from django.template import Context, Node, Template
from django.template.base import NodeList, Origin, TextNode, Variable
from django.template.defaulttags import AutoEscapeControlNode, CommentNode, IfNode, LoadNode, URLNode
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_KEY = "fixed_parts_for"
_OTHERWISE = (AutoEscapeControlNode, LanguageNode)
"""What changes how the nodes within it speak: those are left as they are."""
_LISTS = ("nodelist", "nodelist_loop", "nodelist_empty", "nodelist_true", "nodelist_false")


class FixedPart(Node):
    """A run of nodes that say the same in every answer of one language, under one table of addresses."""

    child_nodelists = ()

    def __init__(self, parts: list[Node]) -> None:
        self._parts, self._kept = parts, dict[tuple[object, ...], SafeString]()

    def render(self, context: Context) -> SafeString:
        """What the nodes say, made the first time."""
        key = getattr(context, _KEY, None)
        if key is None:
            key = (get_language(), get_script_prefix(), get_urlconf())
            setattr(context, _KEY, key)
        if (kept := self._kept.get(key)) is None:
            kept = self._kept[key] = SafeString("".join(part.render(Context()) for part in self._parts))
        return kept

    def render_annotated(self, context: Context) -> SafeString:
        """The same: nothing in it can fail at a line of its own."""
        return self.render(context)


_ALWAYS = (TextNode, FixedPart, CommentNode, LoadNode)


class WholeList(NodeList):
    """The nodes of a template that changes no more: which of them are blocks is looked up once."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self._by_type = dict[type[Node], list[Any]]()

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Any]:
        """All nodes of a type, however deep."""
        if nodetype not in self._by_type:
            self._by_type[nodetype] = super().get_nodes_by_type(nodetype)
        return self._by_type[nodetype]


class Loader(CachedLoader):
    """Loads templates as Django does, each once, and puts their fixed parts together."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template of a name. Raises TemplateDoesNotExist."""
        template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, WholeList):
            put_together(template.nodelist)
            template.nodelist = WholeList(template.nodelist)
        return template


def put_together(nodes: NodeList) -> None:
    """Put the fixed parts of a list of nodes, and of all lists within it, together, in place."""
    for node in nodes:
        if not isinstance(node, _OTHERWISE):
            for inner in _lists_of(node):
                put_together(inner)
    joined: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if _is_fixed(node):
            run.append(node)
            continue
        joined += _as_part(run)
        joined.append(node)
        run = []
    nodes[:] = joined + _as_part(run)


def _as_part(run: list[Node]) -> list[Node]:
    return run if len(run) == 1 and isinstance(run[0], TextNode | FixedPart) else [FixedPart(run)] if run else []


def _lists_of(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _, nodes in node.conditions_nodelists)
        return
    for name in _LISTS:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            yield inner


def _is_fixed(node: Node) -> bool:
    if isinstance(node, _ALWAYS):
        return True
    if isinstance(node, TranslateNode):
        expression = node.filter_expression
        is_literal = isinstance(expression.var, Variable) and isinstance(expression.var.literal, str)
        return is_literal and not (node.asvar or node.message_context or expression.filters)
    if isinstance(node, URLNode):
        return not (node.args or node.kwargs or node.asvar) and not node.view_name.is_var
    if isinstance(node, StaticNode):
        return node.varname is None and not node.path.is_var
    return False
