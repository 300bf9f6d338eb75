/// Words of one meaning in Korean, English, Japanese and Chinese, for answers in another language than the catalogue's. General
/// vocabulary of trade; colours are `ColorMatch`'s.
enum Equivalents {
    /// All words that mean what `form` means, itself left out; empty where it is not known.
    static func others(of form: String) -> [String] {
        (index[form] ?? []).flatMap { groups[$0].filter { $0 != form } }
    }

    /// Whether the word names a property, so that it is never a mere topic.
    static func isProperty(_ form: String) -> Bool { index[form] != nil }

    private static let index: [String: [Int]] = {
        var index: [String: [Int]] = [:]
        for (number, group) in groups.enumerated() { for word in group { index[word, default: []].append(number) } }
        return index
    }()

    private static let groups: [[String]] = table.split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
    }

    private static let table = """
        방수 waterproof 防水
        생활방수 water-resistant
        무선 wireless cordless 無線 ワイヤレス 无线
        접이식 foldable folding 折りたたみ 折叠
        가벼움 경량 ~가볍 lightweight light 軽量 ~軽 轻便
        소음 저소음 ~조용하 조용 quiet silent 静音
        얇음 ~얇 thin
        식기세척기 dishwasher
        세탁기사용 machine-washable washable
        휴대용 portable
        통기성 breathable
        블루투스 bluetooth ブルートゥース 蓝牙
        충전 rechargeable
        선물포장 선물 gift giftwrap
        신축성 stretch stretchy
        보온 insulated
        항균 antibacterial
        비건인증 vegan
        유기농인증 유기농 organic
        남성 남자 남성용 남자용 men mens men's male
        여성 여자 여성용 여자용 women womens women's female ladies
        공용 남녀공용 unisex
        아동 아이 어린이 키즈 유아 kids children children's child
        봄 spring 春
        여름 summer 夏
        가을 autumn fall 秋
        겨울 winter 冬
        사계절 all-season
        면 코튼 cotton 綿 コットン 棉
        가죽 leather レザー 革 皮革
        소가죽 cowhide
        나일론 nylon ナイロン 尼龙
        폴리에스터 폴리에스테르 polyester ポリエステル 涤纶
        울 모직 wool ウール 羊毛
        린넨 리넨 linen リネン 亚麻
        캔버스 canvas キャンバス 帆布
        스테인리스 stainless ステンレス 不锈钢
        플라스틱 plastic プラスチック 塑料
        유리 glass ガラス 玻璃
        실크 silk シルク 丝绸
        데님 denim デニム 牛仔
        캐시미어 cashmere カシミヤ 羊绒
        스웨이드 suede スエード
        가방 bag bags バッグ かばん 包
        백팩 배낭 backpack backpacks リュック バックパック 双肩包
        토트백 tote トートバッグ 托特包
        신발 shoe shoes 靴 シューズ 鞋
        운동화 sneaker sneakers スニーカー 运动鞋
        러닝화 ランニングシューズ 跑鞋
        우산 umbrella umbrellas 傘 雨伞
        텀블러 tumbler tumblers タンブラー 保温杯
        이어폰 earphone earphones イヤホン 耳机
        의자 chair chairs 椅子
        책상 desk desks 机 书桌
        베개 pillow pillows 枕 枕头
        이불 duvet 布団 被子
        셔츠 shirt shirts シャツ 衬衫
        티셔츠 t-shirt t-shirts tshirt Tシャツ
        바지 pants trousers パンツ 裤子
        치마 스커트 skirt skirts スカート 裙子
        원피스 dress dresses ワンピース 连衣裙
        모자 hat hats 帽子
        양말 sock socks 靴下 袜子
        주머니 주머니수 포켓 pocket pockets ポケット 口袋
        노트북 laptop ノートパソコン 笔记本电脑
        """
}
