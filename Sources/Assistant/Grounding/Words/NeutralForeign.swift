/// Words in English that state nothing of a product by themselves; see `NeutralKorean`.
enum NeutralEnglish {
    static let words: Set<String> = Set(list.split(whereSeparator: \.isWhitespace).map(String.init))

    private static let list = """
        a an the this that these those it its it's they them their there here i i'm i've we we've our you you're your my me us he she who which what where when how why whose \
        is are was were be been being am do does did done has have had having can could may might will would shall should must let let's \
        and or but so if then than as at by for from in into of on onto to up with without within about between among over under per via off out while whereas because since though although however also too \
        very quite just only both each every all any some other another others      first second third fourth fifth next  same such more most less least much many few \
        yes no not none nor sure please thank thanks hello hi great good nice well right ok okay fine happy glad sorry unfortunately currently now still yet again already ever always \
        product products item items option options choice choices pick picks match matches matching result results list range piece pieces thing things kind kinds type types \
        price prices priced cost costs costing list regular original sale discount discounted color colors colour colours coloured colored size sizes sized material materials fabric weight weighs weigh rating ratings rated \
        star stars review reviews stock available availability brand brands detail details description information info page feature features made make makes making comes come coming offered offer offers offering \
        find found finding search looking look looks recommend recommended recommendation recommendations suggest suggestion show shown shows showing see compare compared comparison choose choosing chosen consider considering \
        need needs needed want wants wanted like likes would prefer help helps know let tell ask asked mention mentioned listed lists stated state says say said note fit fits fitting suit suits suitable suited go goes \
        work works use used using uses get gets give gives take takes pick picked check checked based according following below above please would-be here's there's that's what's you'd i'd we'd you'll i'll \
        cheaper cheapest cheap affordable expensive lower lowest higher highest lighter lightest heavier heaviest light heavy difference different similar total altogether respectively while won krw percent buy buying purchase purchased \
        shop store category style question questions feel  anything else something interested   only in-stock currently
        """
}

/// Words in Japanese and Chinese that state nothing of a product by themselves. Texts without spaces are cut along the longest
/// of these and of the facts; what is left over is a word that no fact holds.
enum NeutralEastAsian {
    static let words: [String] = list.split(whereSeparator: \.isWhitespace).map(String.init)

    private static let list = """
        商品 製品 価格 値段 定価 割引 割引率 色 カラー サイズ 素材 重さ 重量 評価 レビュー 件 点 個 種類 在庫 あり なし ブランド 詳細 情報 説明 おすすめ お勧め 検索 結果 条件 比較 違い \
        見つ 探 選 見 確認 検討 参考 紹介 案内 希望 必要 可能 購入 販売 提供 用意 対応 使用 利用 以下 以上 合計 全部 両方 一番 最 安 高 軽 重 他 中 次 上 下 方 私 何 現在 今 \
        は が を に の と も で や へ か ね よ な だ お ご い く る た て し すぎ れ られ です ます でした ました ません ている ています いる ある あり ない なら する して した します しました しています されて \
        できます けました かりました びました ります ります め りました いたします ですが ますが でしょうか ませんか ましょう けた つかりました つけました つ け べ \
        この その どの です ます ください ございます いかが から まで より など また さらに ただし そして または について ウォン パーセント オフ \
        产品 价格 原价 折扣 颜色 尺寸 尺码 材质 材料 重量 评分 评价 条 件 款 种 库存 有货 品牌 详情 信息 介绍 推荐 为您 找到 搜索 结果 条件 比较 区别 \
        这 那 是 有 的 和 与 或 在 以 也 都 就 可以 能 您 我 我们 请 看 选 选择 适合 需要 考虑 参考 确认 购买 提供 目前 现在    个 韩元 元  比 最 更 便宜 贵 轻 重 共 总 其中 另外 \
        以及 如果 了 吗 呢 吧 为 从 到 给 被 把 对 于 如下 以下 以上 分 满分 颗星 星
        """
}
