//! The words by which a page's apparatus is known: class names, line beginnings, headings.
//!
//! Data only. Latin entries are lower case.

/// Parts of a class or id that name what surrounds an article. Matched as whole parts:
/// `entry-share` and `shareBar` hold `share`, `shareholder` does not.
pub(super) const APPARATUS_PARTS: &[&str] = &[
    "ad", "ads", "adv", "advert", "advertisement", "advertising", "banner", "breadcrumb",
    "breadcrumbs", "caption", "comment", "commentlist", "comments", "consent", "cookie", "cookies",
    "copyright", "crumb", "crumbs", "disqus", "footer", "gdpr", "jiathis",
    "mostread", "nav", "navbar", "navigation", "navi", "newsletter", "newsletters", "outbrain",
    "paywall", "popular", "promo", "promotion", "promos", "qrcode", "recirc", "recommend",
    "recommendation", "recommendations", "recommended", "related", "relatedposts", "reklama",
    "respond", "sharedaddy", "share", "sharebar", "sharing", "sidebar", "signup", "social",
    "socials", "sponsor", "sponsored", "subscribe", "subscription", "taboola", "teaser",
    "teasers", "toolbar", "trending", "bdshare", "bdsharebuttonbox", "xiangguan", "pinglun",
    "fenxiang", "byline", "bylines", "timestamp",
];

/// Parts that name what an article quotes from elsewhere; such a quotation is the article's.
pub(super) const QUOTED_PARTS: &[&str] = &["embed", "embedded", "tweet", "quote", "blockquote", "pullquote"];

/// Parts that name a by-line or date line only when little text stands in the element.
pub(super) const SMALL_PARTS: &[&str] = &[
    "author", "authors", "date", "meta", "postmeta", "pubdate", "published", "tags", "tag", "tools",
    "laiyuan", "editor", "zrbj", "category", "categories", "views", "counter", "credit", "credits",
    "slideshow", "lightbox", "gallery", "photo",
];

/// Whole class names that mark the body of an article in wide-spread site systems; never taken out.
pub(super) const BODY_CLASSES: &[&str] = &[
    "trs_editor", "article-body", "articlebody", "article-content", "entry-content",
    "post-content", "post-body", "story-body", "content-body", "td-post-content", "article__body",
    "main-content", "maincontent", "post_content", "article_content", "ucap-content",
];

/// Parts that name readers' comments and side columns, which can be longer than the article.
pub(super) const LONG_PARTS: &[&str] =
    &["comment", "comments", "commentlist", "respond", "disqus", "pinglun", "sidebar", "footer"];

/// Roles of elements that are no part of an article.
pub(super) const APPARATUS_ROLES: &[&str] =
    &["navigation", "banner", "complementary", "dialog", "alertdialog", "contentinfo", "search", "menu", "menubar", "toolbar"];

/// Headings after which an article is over.
pub(super) const END_HEADINGS: &[&str] = &[
    "related", "more from", "more on", "more in", "more stories", "more news", "read more", "read next", "read also", "also read",
    "recommended", "recent articles", "recent posts", "recent stories", "latest news", "latest stories", "popular", "most popular", "most read",
    "trending", "you may also", "you might also", "comments", "leave a reply", "leave a comment", "post comment", "post a comment",
    "share this", "about the author", "sign up", "subscribe", "newsletter", "tags", "filed under", "categories", "see also",
    "next article", "previous article", "sponsored", "top stories", "don't miss", "what to read next", "up next", "around the web",
    "artículos relacionados", "artigos relacionados", "notícias relacionadas", "articles similaires", "à lire aussi", "lire aussi", "leggi anche",
    "mehr zum thema", "das könnte", "lesen sie auch", "comentários", "comentarios", "commentaires", "kommentare", "deixe um comentário", "baca juga",
    "lee también", "leia também", "leia mais", "condividi", "compartilhe", "compartir", "partager", "teilen",
    "читайте также", "похожие", "комментарии", "по теме",
    "相关阅读", "相关新闻", "相关报道", "相关链接", "相关文章", "相关推荐", "相关专题", "延伸阅读", "推荐阅读", "热点推荐",
    "热门推荐", "热门文章", "热门新闻", "猜你喜欢", "更多新闻", "更多精彩", "更多相关", "精彩推荐", "图片推荐", "网友评论", "发表评论",
    "我要评论", "最新评论", "评论列表", "新闻评论", "我来说两句", "友情链接", "站内搜索", "相關新聞", "延伸閱讀", "相關閱讀", "推薦閱讀",
    "相關文章", "發表評論", "関連記事", "関連ニュース", "おすすめ", "관련기사", "관련 기사", "댓글", "幻灯欣赏", "上一篇", "下一篇",
    "【相关", "[相关", "【编辑推荐", "【推荐", "最新文章", "最近文章", "本文引用", "本文通告引用", "引用地址", "引用通告", "trackback",
];

/// Headings after which readers speak.
pub(super) const COMMENT_HEADINGS: &[&str] = &[
    "comments", "leave a reply", "leave a comment", "post comment", "post a comment", "comentários", "comentarios", "commentaires", "kommentare",
    "комментарии", "网友评论", "发表评论", "我要评论", "最新评论", "评论列表", "新闻评论", "我来说两句", "發表評論", "댓글", "本文引用", "本文通告引用", "引用通告", "trackback",
];

/// Words of a closing line that names ways to reach or follow someone; two of them make one.
pub(super) const CONTACT_WORDS: &[&str] = &[
    "follow", "twitter", "facebook", "instagram", "subscribe", "newsletter", "inbox", "sign up", "reached at", "email", "e-mail", "@", "have a tip", "click here", "微信", "微博", "公众号", "关注", "扫码",
];

/// Beginnings of lines that belong to the page, not to the article.
pub(super) const PAGE_LINES: &[&str] = &[
    "read more", "read also", "also read", "read next", "see also:", "related:", "related article", "more:", "more from ", "watch:", "watch live", "listen:",
    "click here", "tap here", "share this", "share on", "share:", "tweet", "follow us", "follow @", "like us on", "join us on", "subscribe", "sign up",
    "get our ", "download our", "advertisement", "advert", "sponsored", "story continues", "article continues", "continue reading", "scroll down", "scroll to",
    "first published", "last updated", "last modified", "updated:", "updated on", "published:", "published on", "posted:", "posted on", "posted by",
    "posted in", "filed under", "tagged", "tags:", "tag:", "category:", "categories:", "topics:", "copyright", "©", "(c) ", "all rights reserved",
    "reproduction in whole", "photo:", "photo by", "photo credit", "photograph:", "photos:",
    "image:", "image credit", "image source", "images:", "credit:", "(photo", "(image", "picture:", "pictured:", "video:", "file photo", "[photo", "getty images",
    "leave a comment", "leave a reply", "post comment", "post a comment", "view comments", "show comments", "comments are", "no comments", "be the first to comment",
    "join the conversation", "join the discussion", "have your say", "we use cookies", "this site uses cookies", "this website uses cookies",
    "by continuing", "accept cookies", "print this", "email this", "back to top", "skip to", "loading", "please enable javascript",
    "your email address", "save my name", "notify me of", "enter your email", "don't miss", "thanks for reading", "support our journalism", "support us", "reporting by", "(reporting by", "editing by", "(editing by",
    "views:", "viewed ", "hits:", "report this", "terms of", "privacy policy", "contact us", "about us",
    "leia também", "leia mais", "lire aussi", "à lire", "leggi anche", "lee también", "lesen sie", "baca juga", "foto:", "fotos:", "photo :", "crédit", "crédito", "quelle:", "fuente:", "fonte:",
    "compartilhe", "compartir", "condividi", "partager", "teilen", "tutti i diritti", "todos os direitos", "todos los derechos", "tous droits", "alle rechte",
    "atenção: comentários", "фото:", "источник:", "читайте также", "подписывайтесь",
    "责任编辑", "责编", "编辑：", "编辑:", "（编辑", "(编辑", "【编辑", "[编辑", "（责任编辑", "(责任编辑", "[责任编辑", "【责任编辑", "编辑 ", "值班编辑", "本文编辑", "实习编辑",
    "（责编", "(责编", "[责编", "审核：", "校对：", "来源：", "来源:", "来源 ", "（来源", "(来源", "稿源", "文章来源", "信息来源", "新闻来源", "资料来源", "稿件来源", "本文来源", "转载自", "原标题", "原題",
    "作者：", "作者:", "文/", "记者：", "分享到", "分享至", "分享：", "分享给", "转发到", "收藏", "打印", "【打印", "[打印", "【关闭", "[关闭", "关闭窗口", "【字", "[字", "字号", "字体", "大 中 小", "【大 中 小", "【大", "我要纠错", "纠错",
    "上一篇", "下一篇", "上一页", "下一页", "上一条", "下一条", "<< 上一页", "上一頁", "下一頁", "[1]", "第1页", "返回首页", "返回顶部", "回到顶部", "首页 >", "首页>", "当前位置", "您的位置", "您现在的位置", "你的位置",
    "您当前的位置", "所在位置", "版权所有", "版權所有", "版权声明", "版权与免责", "免责声明", "免責聲明", "声明：", "特别声明", "特别提示", "未经授权", "本网站所有", "转载请注明", "轉載請註明", "copyright©", "京icp", "扫一扫", "扫码", "扫描二维码",
    "关注我们", "微信公众号", "点击查看更多", "点击进入", "阅读全文", "查看全文", "查看更多", "更多>>", "更多 >>", "[更多", "点击数", "点击率", "点击：", "点击量", "浏览次数", "浏览量", "浏览：", "阅读次数", "阅读量", "阅读：", "阅读数", "访问次数", "人气：",
    "发布时间", "发布日期", "发表时间", "发表于", "日期：", "时间：", "更新时间", "更新日期", "发布者", "发布人", "录入：", "标签：", "标签:", "关键词：", "关键字：", "tag：", "分类：", "栏目：", "评论(", "评论（", "（本文发表于", "(本文发表于", "【我要", "[我要", "推荐给", "发给好友", "复制链接", "本文地址", "本文链接", "手机看", "相关专题", "专题：", "无广告", "广告", "进入论坛",
    "責任編輯", "編輯：", "來源：", "記者：", "分享到", "무단전재", "저작권자", "ⓒ", "関連記事", "出典：", "シェア",
];

/// Beginnings of by-lines; they count in short lines only.
pub(super) const BY_LINES: &[&str] = &[
    "by ", "by: ", "written by", "from ", "author:", "reporter:", "text by", "story by", "words by",
    "por ", "par ", "von ", "di ", "oleh ", "автор", "本报记者", "新华社记者", "记者 ", "文｜", "文 |", "作者 ", "撰文",
    "updated", "posted", "published", "last update", "tested by",
];

/// Ends of lines that are a notice of rights or an editor's name, whatever they begin with.
pub(super) const PAGE_ENDS: &[&str] = &[
    "all rights reserved", "all rights reserved.", "무단전재 및 재배포 금지", "版权所有", "via getty images", "/getty images", "/getty images)", "/ap", "/reuters", "/afp",
    "(ap photo", "min read", "minute read", "minutes read", "shares", "comments", "letture",
];

/// Words that open a line which says when a page was published.
pub(super) const DATE_LABELS: &[&str] = &[
    "发布时间", "发表时间", "发布日期", "发表日期", "发表于", "发布于", "发文日期", "成文日期", "时间：", "时间:", "日期：", "日期:", "發佈時間", "發表於", "發布時間",
    "published", "first published", "posted", "date:", "publicado", "publié", "veröffentlicht", "pubblicato", "опубликовано", "公開日", "입력",
];

/// Words of lines whose date is not that of the publication.
pub(super) const OTHER_DATES: &[&str] = &[
    "updated", "last modified", "last update", "modified", "copyright", "©", "今天是", "今日", "现在是", "现在时间", "京港台时间", "当前时间", "更新于", "更新时间", "更新日期", "最后更新", "版权", "comment", "评论", "at http", "event date", "expires",
];

/// Words that stand before an author's name in a line.
pub(super) const AUTHOR_LABELS: &[&str] =
    &["作者：", "作者:", "作者 ", "记者：", "文/", "撰文：", "撰稿：", "author:", "written by ", "by ", "por ", "par ", "von "];
